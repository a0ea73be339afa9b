import { describe, expect, it } from "vitest";
import { decodeLldpdu, encodeLldpdu, lldpduDocument, msapKey, msapOf } from "../../../../src/lldp/wire/index.ts";
import { chassisHex, endHex, lldpduOctets, mandatoryHex, octetsOf, portHex, tlvHex, ttlHex } from "../../../support/lldpdu-hex.ts";

// What a receiver does with good and bad LLDPDUs, case by case: the rows of docs/conformance.md on 802.1AB-2016 9.2.7.7.

const refused = { tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 1, discarded: 1 };
const clean = { tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 0, discarded: 0 };
const oneDiscarded = { tlvsDiscarded: 1, tlvsUnrecognized: 0, inErrors: 1, discarded: 0 };
const oneUnrecognized = { tlvsDiscarded: 0, tlvsUnrecognized: 1, inErrors: 0, discarded: 0 };

const nameHex = tlvHex(5, "6e616d65");
const long = (count: number) => "61".repeat(count);

function expectDiscarded(hex: string, code: string, clause: string): void {
  const result = decodeLldpdu(octetsOf(hex));
  expect(result).toMatchObject({ outcome: "discarded", value: null, counts: refused });
  expect(result.faults).toMatchObject([{ code, clause }]);
}

/** The TLV is discarded; what came before and after it is kept. */
function expectTlvDiscarded(tlv: string, code: string, clause: string): void {
  const result = decodeLldpdu(lldpduOctets(tlvHex(9, "01"), tlv, tlvHex(10, "02")));
  expect(result).toMatchObject({ outcome: "accepted", counts: { tlvsDiscarded: 1, tlvsUnrecognized: 2, inErrors: 1, discarded: 0 } });
  expect(result.faults).toMatchObject([{ code, clause, tlv: (octetsOf(tlv)[0] as number) >> 1 }]);
  expect(result.value?.optional).toMatchObject([{ type: 9 }, { type: 10 }]);
}

function document(...tlvs: readonly string[]) {
  const result = decodeLldpdu(lldpduOctets(...tlvs));
  if (result.value === null) throw new Error("discarded");
  return { ...result, document: lldpduDocument(result.value) };
}

describe("mandatory TLVs (9.2.7.7.1)", () => {
  const rule = "802.1AB-2016 9.2.7.7.1";
  it.each([
    ["nothing at all", ""],
    ["one octet", "02"],
    ["a Chassis ID alone", chassisHex],
    ["no TTL", chassisHex + portHex],
  ])("discards the LLDPDU: %s", (_, hex) => expectDiscarded(hex, "past-end", rule));

  it.each([
    ["Port ID first", portHex + chassisHex + ttlHex + endHex],
    ["TTL second", chassisHex + ttlHex + portHex + endHex],
    ["a name between", chassisHex + nameHex + portHex + ttlHex + endHex],
    ["End too early", chassisHex + portHex + endHex],
    ["two Chassis IDs in front", chassisHex + chassisHex + portHex + ttlHex + endHex],
  ])("discards the LLDPDU: %s", (_, hex) => expectDiscarded(hex, "mandatory-order", rule));

  it.each([
    ["Chassis ID", chassisHex],
    ["Port ID", portHex],
    ["TTL", ttlHex],
  ])("discards the LLDPDU when the %s comes again later", (_, hex) => {
    expectDiscarded(mandatoryHex + nameHex + hex + endHex, "mandatory-repeated", rule);
  });

  it("does not look behind End for repetitions", () => {
    expect(decodeLldpdu(octetsOf(mandatoryHex + endHex + chassisHex))).toMatchObject({ outcome: "accepted", counts: clean });
  });

  it("discards the LLDPDU when a mandatory TLV runs past the end", () => {
    expectDiscarded("0207 04 0200", "past-end", rule);
    expectDiscarded(`${chassisHex}0405 05 6574`, "past-end", rule);
    expectDiscarded(`${chassisHex}${portHex}0602 00`, "past-end", rule);
  });
});

describe("identifiers (8.5.2, 8.5.3)", () => {
  it.each([
    ["Chassis ID", "802.1AB-2016 8.5.2", (information: string) => tlvHex(1, information) + portHex + ttlHex + endHex],
    ["Port ID", "802.1AB-2016 8.5.3", (information: string) => chassisHex + tlvHex(2, information) + ttlHex + endHex],
  ] as const)("%s: 2 to 256 octets, else the LLDPDU is discarded", (_, clause, lldpdu) => {
    expectDiscarded(lldpdu(""), "identifier-length", clause);
    expectDiscarded(lldpdu("07"), "identifier-length", clause);
    expectDiscarded(lldpdu(`07${long(256)}`), "identifier-length", clause);
    expect(decodeLldpdu(octetsOf(lldpdu("0761")))).toMatchObject({ outcome: "accepted", counts: clean });
    expect(decodeLldpdu(octetsOf(lldpdu(`07${long(255)}`)))).toMatchObject({ outcome: "accepted", counts: clean });
  });

  it.each([0, 8, 255])("keeps reserved subtype %i as hex, a valid MSAP", (subtype) => {
    const hex = subtype.toString(16).padStart(2, "0");
    const result = decodeLldpdu(octetsOf(tlvHex(1, `${hex}6162`) + tlvHex(2, `${hex}6364`) + ttlHex));
    expect(result).toMatchObject({ outcome: "accepted", counts: clean });
    expect(result.value && lldpduDocument(result.value)).toMatchObject({
      chassisId: { subtype: `reserved-${subtype}`, value: "6162", bytes: "6162" },
      portId: { subtype: `reserved-${subtype}`, value: "6364", bytes: "6364" },
    });
  });

  it.each([
    ["a MAC address of five octets", "040200000001", "mac-address", "0200000001"],
    ["an IPv4 address of three octets", "05010a0000", "network-address", "010a0000"],
    ["a network address without family", "0501", "network-address", "01"],
  ])("shows %s as hex", (_, information, subtype, value) => {
    const result = decodeLldpdu(octetsOf(tlvHex(1, information) + portHex + ttlHex));
    expect(result.value && lldpduDocument(result.value).chassisId).toEqual({ subtype, value, bytes: information.slice(2) });
  });

  it("tells equal octets of another subtype apart", () => {
    const [interfaceName, local] = ["05", "07"].map((subtype) => octetsOf(chassisHex + tlvHex(2, `${subtype}65746830`) + ttlHex)) as [
      Uint8Array,
      Uint8Array,
    ];
    expect(msapOf(interfaceName)).not.toBe(msapOf(local));
    const decoded = decodeLldpdu(local).value;
    expect(decoded && msapKey(decoded)).toBe(msapOf(local));
  });

  it.each(["", "02", portHex, `${chassisHex}${ttlHex}`, tlvHex(1, "04") + portHex])("gives no MSAP for %s", (hex) => {
    expect(msapOf(octetsOf(hex))).toBeNull();
  });
});

describe("TTL (8.5.4)", () => {
  it.each(["", "79"])("discards the LLDPDU when it is shorter than two octets: %s", (information) => {
    expectDiscarded(chassisHex + portHex + tlvHex(3, information) + endHex, "ttl-length", "802.1AB-2016 8.5.4");
  });

  it("ignores what is longer, and keeps it", () => {
    const octets = octetsOf(chassisHex + portHex + tlvHex(3, "0078ff") + endHex);
    const result = decodeLldpdu(octets);
    expect(result).toMatchObject({ outcome: "accepted", counts: clean, value: { timeToLive: { seconds: 120 } } });
    expect(result.value && encodeLldpdu(result.value).octets).toEqual(octets);
  });

  it("takes TTL 0 as shutdown, whatever follows", () => {
    const shutdown = chassisHex + portHex + tlvHex(3, "0000");
    for (const rest of ["", endHex, "0e02 0001", chassisHex, "0001ff", "ffff"]) {
      const result = decodeLldpdu(octetsOf(shutdown + rest));
      expect(result).toMatchObject({ outcome: "shutdown", faults: [], counts: clean, value: { optional: [] } });
    }
  });
});

describe("the frame and its TLVs (9.2.7.7.2)", () => {
  it("discards an optional TLV that runs past the end and keeps what came before", () => {
    const result = decodeLldpdu(octetsOf(`${mandatoryHex}${nameHex}0c10 6162`));
    expect(result).toMatchObject({ outcome: "accepted", counts: oneDiscarded });
    expect(result.faults).toEqual([{ code: "past-end", tlv: 6, offset: octetsOf(mandatoryHex + nameHex).length, clause: "802.1AB-2016 9.2.7.7.2" }]);
    expect(result.value && lldpduDocument(result.value)).toMatchObject({ systemName: "name", systemDescription: null });
  });

  it("discards half a TLV header at the end", () => {
    expect(decodeLldpdu(octetsOf(`${mandatoryHex}0c`))).toMatchObject({ outcome: "accepted", counts: oneDiscarded, faults: [{ tlv: 6 }] });
  });

  it("needs no End", () => {
    expect(decodeLldpdu(octetsOf(mandatoryHex))).toMatchObject({ outcome: "accepted", counts: clean, value: { end: false } });
  });

  it("takes zero padding without End as End", () => {
    expect(decodeLldpdu(octetsOf(mandatoryHex + "00".repeat(25)))).toMatchObject({ outcome: "accepted", counts: clean, value: { end: true } });
  });

  it("ignores whatever follows End", () => {
    expect(decodeLldpdu(octetsOf(`${mandatoryHex}${endHex}ffffffffff`))).toMatchObject({ outcome: "accepted", counts: clean });
  });

  it("discards the LLDPDU when End has a length", () => {
    expectDiscarded(`${mandatoryHex}0001ff`, "end-length", "802.1AB-2016 8.5.1");
  });

  it("counts the frame once in errors, however many TLVs were discarded", () => {
    const result = decodeLldpdu(lldpduOctets(tlvHex(7, "0014"), nameHex, nameHex, tlvHex(127, "0080c2")));
    expect(result.counts).toEqual({ tlvsDiscarded: 3, tlvsUnrecognized: 0, inErrors: 1, discarded: 0 });
  });
});

describe("optional TLVs that contradict themselves (9.2.7.7.2)", () => {
  it.each([
    ["a description of 256 octets", tlvHex(4, long(256)), "too-long", "802.1AB-2016 8.5.5"],
    ["a name of 256 octets", tlvHex(5, long(256)), "too-long", "802.1AB-2016 8.5.6"],
    ["a system description of 511 octets", tlvHex(6, long(511)), "too-long", "802.1AB-2016 8.5.7"],
    ["capabilities of two octets", tlvHex(7, "0014"), "too-short", "802.1AB-2016 8.5.8"],
    ["a capability that is enabled but not supported", tlvHex(7, "0004 0014"), "enabled-not-supported", "802.1AB-2016 8.5.8.3"],
    ["a management address of eight octets", tlvHex(8, "0501 0a000001 02 00"), "too-short", "802.1AB-2016 8.5.9"],
    ["a management address string of 33 octets", tlvHex(8, `2101${long(32)} 02 00000001 00`), "inner-length", "802.1AB-2016 8.5.9"],
    ["a management address string of 1 octet", tlvHex(8, "0101 02 00000001 00 0000"), "inner-length", "802.1AB-2016 8.5.9"],
    ["a management address past its end", tlvHex(8, "1001 0a000001 02 00000001 00"), "inner-length", "802.1AB-2016 8.5.9"],
    ["an OID past its end", tlvHex(8, "0501 0a000001 02 00000001 05 2b06"), "inner-length", "802.1AB-2016 8.5.9"],
    ["an OID of 129 octets", tlvHex(8, `0501 0a000001 02 00000001 81 ${long(129)}`), "inner-length", "802.1AB-2016 8.5.9"],
    ["no OID length", tlvHex(8, "0501 0a000001 02 00000001"), "inner-length", "802.1AB-2016 8.5.9"],
    ["a TLV of an organization of three octets", tlvHex(127, "0080c2"), "organization-length", "802.1AB-2016 8.6.1"],
    ["a VLAN name past its end", tlvHex(127, "0080c203 0005 05 6162"), "inner-length", "802.1Q-2018 D.2.3"],
  ])("discards %s", (_, tlv, code, clause) => expectTlvDiscarded(tlv, code, clause));

  it("counts the first four octets of longer capabilities", () => {
    const result = document(tlvHex(7, "0014 0004 ffff"));
    expect(result.counts).toEqual(clean);
    expect(result.document.capabilities).toEqual({ supported: ["bridge", "router"], enabled: ["bridge"] });
  });
});

describe("repetitions (9.2.7.7.2)", () => {
  const repeated = "802.1AB-2016 9.2.7.7.2";
  it.each([
    ["port description", tlvHex(4, "6f6e65"), tlvHex(4, "74776f"), "portDescription"],
    ["system name", tlvHex(5, "6f6e65"), tlvHex(5, "74776f"), "systemName"],
    ["system description", tlvHex(6, "6f6e65"), tlvHex(6, "74776f"), "systemDescription"],
  ])("%s: the first counts", (_, one, two, field) => {
    const result = document(one, two);
    expect(result).toMatchObject({ counts: oneDiscarded, faults: [{ code: "repeated", clause: repeated }] });
    expect(result.document).toMatchObject({ [field]: "one" });
  });

  it.each([
    ["capabilities", tlvHex(7, "0014 0004")],
    ["PVID", tlvHex(127, "0080c201 0001")],
    ["802.3 maximum frame size", tlvHex(127, "00120f04 05ee")],
    ["LLDP-MED model", tlvHex(127, "0012bb0a 6d")],
    ["network policy of one application", tlvHex(127, "0012bb02 01 000000")],
    ["location in one format", tlvHex(127, "0012bb03 03 31313233343536373839")],
  ])("discards a second %s", (_, tlv) => expect(document(tlv, tlv).counts).toEqual(oneDiscarded));

  it.each([
    ["management address", tlvHex(8, "0501 0a000001 02 00000001 00"), tlvHex(8, "0501 0a000002 02 00000001 00")],
    ["VLAN name", tlvHex(127, "0080c203 0005 00"), tlvHex(127, "0080c203 0006 00")],
    ["PPVID", tlvHex(127, "0080c202 06 0005"), tlvHex(127, "0080c202 06 0006")],
    ["protocol identity", tlvHex(127, "0080c204 02 88cc"), tlvHex(127, "0080c204 02 888e")],
    ["network policy of another application", tlvHex(127, "0012bb02 01 000000"), tlvHex(127, "0012bb02 02 000000")],
    ["location in another format", tlvHex(127, "0012bb03 03 31313233343536373839"), tlvHex(127, "0012bb03 02 03 00 4445")],
  ])("takes a further %s", (_, one, two) => expect(document(one, two).counts).toEqual(clean));
});

describe("what is legal and odd", () => {
  it.each([
    [4, "portDescription"],
    [5, "systemName"],
    [6, "systemDescription"],
  ])("takes an empty text of type %i", (type, field) => {
    const result = document(tlvHex(type, ""));
    expect(result.counts).toEqual(clean);
    expect(result.document).toMatchObject({ [field]: "" });
  });

  it.each([
    ["an unknown family", "0563 0a000001 02 00000001 00", { family: "family-99", address: "0a000001" }],
    ["IPv4 of three octets", "0401 0a0000 02 00000001 00", { family: "ipv4", address: "0a0000" }],
    ["IPv4 of sixteen octets", `1101 ${"0a".repeat(16)} 02 00000001 00`, { family: "ipv4", address: "0a".repeat(16) }],
    ["IPv6", "1102 20010db8000000000000000000000001 02 00000007 00", { family: "ipv6", address: "2001:db8::1", interfaceNumber: 7 }],
    ["a MAC address", "0706 020000000001 01 00000000 00", { family: "mac", address: "02:00:00:00:00:01", interfaceNumbering: "unknown" }],
    ["31 octets", `2001${long(31)} 03 ffffffff 00`, { interfaceNumbering: "system-port-number", interfaceNumber: 4294967295 }],
    ["reserved numbering", "0501 0a000001 09 00000001 00", { interfaceNumbering: "reserved-9" }],
    ["an OID", "0501 0a000001 02 00000001 08 2b06010401b93302", { oid: "1.3.6.1.4.1.7347.2" }],
  ])("keeps a management address of %s", (_, information, expected) => {
    const result = document(tlvHex(8, information));
    expect(result.counts).toEqual(clean);
    expect(result.document.managementAddresses).toMatchObject([expected]);
  });

  it.each([9, 126])("keeps reserved type %i raw", (type) => {
    const result = document(tlvHex(type, "0102"));
    expect(result.counts).toEqual(oneUnrecognized);
    expect(result.document.unknown).toEqual([{ type, bytes: "0102" }]);
  });

  it.each([
    ["an unknown OUI", "a1b2c3 07 0102", { oui: "a1-b2-c3", subtype: 7, bytes: "0102" }],
    ["an unknown subtype", "0080c2 ff 01", { oui: "00-80-c2", subtype: 255, bytes: "01" }],
    ["an empty information string", "a1b2c3 00", { oui: "a1-b2-c3", subtype: 0, bytes: "" }],
    ["507 octets", `a1b2c3 01 ${long(507)}`, { oui: "a1-b2-c3", subtype: 1, bytes: long(507) }],
  ])("keeps %s of an organization raw", (_, information, expected) => {
    const result = document(tlvHex(127, information));
    expect(result.counts).toEqual(oneUnrecognized);
    expect(result.document.organizationSpecific).toEqual([expected]);
  });

  it("keeps any octets in strings exactly", () => {
    const octets = lldpduOctets(tlvHex(5, "5f5f70726f746f5f5f"), tlvHex(6, "1b5b324a ff fe 00 0d0a c39f"), tlvHex(4, "636f6e7374727563746f72"));
    const result = decodeLldpdu(octets);
    expect(result.value && encodeLldpdu(result.value).octets).toEqual(octets);
    expect(result.value && lldpduDocument(result.value)).toMatchObject({
      systemName: "__proto__",
      portDescription: "constructor",
      systemDescription: "\u001b[2J\ufffd\ufffd\u0000\r\nß",
    });
  });

  it("takes an LLDPDU of 1500 octets and a jumbo one", () => {
    const filler = tlvHex(127, `a1b2c301${long(507)}`);
    const full = octetsOf(mandatoryHex + filler + filler + tlvHex(127, `a1b2c302${long(446)}`) + endHex);
    expect(full.length).toBe(1500);
    expect(decodeLldpdu(full)).toMatchObject({ outcome: "accepted", counts: { tlvsUnrecognized: 3, tlvsDiscarded: 0 } });
    expect(decodeLldpdu(octetsOf(mandatoryHex + filler.repeat(17)))).toMatchObject({ outcome: "accepted", counts: { tlvsUnrecognized: 17 } });
  });
});

import { describe, expect, it } from "vitest";
import {
  chassisId,
  civicAddress,
  coordinates,
  decodeLldpdu,
  emergencyNumber,
  encodeLldpdu,
  findTlv,
  inventory,
  type Lldpdu,
  lldpduDocument,
  managementAddress,
  maximumFrameSize,
  medLocation,
  type OptionalTlv,
  organizationTlv,
  portId,
  systemCapabilities,
  textTlv,
  timeToLive,
  utf8Text,
  vlanName,
} from "../../../../src/lldp/wire/index.ts";

const lldpdu = (...optional: readonly OptionalTlv[]): Lldpdu => ({
  chassisId: chassisId("local", "rack-7"),
  portId: portId("interface-name", "eth0"),
  timeToLive: timeToLive(121),
  optional,
  end: true,
});

describe("composing what we send", () => {
  it.each([
    ["ASCII", "a".repeat(300), 255],
    ["two octets a character", "ä".repeat(200), 254],
    ["three octets a character", "€".repeat(100), 255],
    ["four octets a character", "😀".repeat(100), 252],
    ["a character across the limit", `${"a".repeat(254)}ä`, 254],
  ])("cuts text on a character boundary: %s", (_, text, length) => {
    const { octets } = textTlv("system-description", text);
    expect(octets.length).toBe(length);
    expect(text.startsWith(utf8Text(octets))).toBe(true);
    expect(decodeLldpdu(encodeLldpdu(lldpdu(textTlv("system-description", text))).octets).faults).toEqual([]);
  });

  it("cuts identifiers, VLAN names, inventory and emergency numbers where their standards do", () => {
    expect(chassisId("local", "x".repeat(300)).id.length).toBe(255);
    expect(portId("mac-address", new Uint8Array(300)).id.length).toBe(255);
    expect(vlanName(5, "ä".repeat(20)).name.length).toBe(32);
    expect(inventory("model", "x".repeat(40)).octets.length).toBe(32);
    expect(emergencyNumber("1".repeat(30)).location).toMatchObject({ digits: { length: 25 } });
  });

  it("caps the TTL at 65535 instead of wrapping", () => {
    expect([-5, 0, 120.4, 65535, 360001].map((seconds) => timeToLive(seconds).seconds)).toEqual([0, 0, 120, 65535, 65535]);
  });

  it("counts an enabled capability as supported", () => {
    expect(systemCapabilities(["router"], ["bridge"])).toMatchObject({ supported: 0x14, enabled: 0x04 });
  });

  it("holds a frame size to 16 bits", () => expect(maximumFrameSize(70_000).size).toBe(65535));

  it("rounds coordinates to the nearest unit instead of cutting", () => {
    const sent = lldpdu(medLocation(coordinates(48.85667, -2.2014, 117.47)), medLocation(civicAddress("fr", [{ type: 3, value: "Paris" }])));
    const { value } = decodeLldpdu(encodeLldpdu(sent).octets);
    const [place, address] = (value && lldpduDocument(value).med?.locations) ?? [];
    expect(place).toMatchObject({
      format: "coordinates",
      latitude: expect.closeTo(48.85667, 7),
      longitude: expect.closeTo(-2.2014, 7),
      altitude: expect.closeTo(117.47, 2),
    });
    expect(address).toEqual({ format: "civic", what: "client", country: "FR", elements: [{ type: 3, name: "city", value: "Paris" }] });
  });

  it("refuses what cannot be said", () => {
    expect(() => chassisId("serial", "x")).toThrow(RangeError);
    expect(() => portId("local", "")).toThrow(RangeError);
    expect(() => managementAddress(new Uint8Array(5), 1)).toThrow(RangeError);
    expect(() => organizationTlv(0x1000000, 1, new Uint8Array(0))).toThrow(RangeError);
    expect(() => organizationTlv(1, 1, new Uint8Array(508))).toThrow(RangeError);
    expect(() => encodeLldpdu(lldpdu(), { maxLength: 20 })).toThrow(RangeError);
  });

  it("sends as many VLANs as fit and reports the others", () => {
    const vlans = Array.from({ length: 200 }, (_, index) => vlanName(index + 1, `vlan${index + 1}`));
    const { octets, leftOut } = encodeLldpdu(lldpdu(...vlans, textTlv("system-name", "n")), { maxLength: 1500 });
    expect(octets.length).toBeGreaterThan(1480);
    expect(octets.length).toBeLessThanOrEqual(1500);
    const { value, faults } = decodeLldpdu(octets);
    expect(faults).toEqual([]);
    expect((value?.optional.length ?? 0) + leftOut.length).toBe(201);
    expect(leftOut[0]).toBe(vlans[vlans.length - leftOut.length + (value && findTlv(value, "system-name") ? 0 : 1)]);
  });
});

import { describe, expect, it } from "vitest";
import { capturedLinkType, findLldpdu } from "../../../../src/lldp/wire/index.ts";
import { mandatoryHex, octetsOf } from "../../../support/lldpdu-hex.ts";

const addresses = "0180c200000e 020000000001";
const snap = "aaaa03 000000 88cc";
const { ethernet, linuxSll, linuxSll2 } = capturedLinkType;

function find(linkType: number, header: string) {
  const octets = octetsOf(header + mandatoryHex);
  const place = findLldpdu(linkType, octets, 0, octets.length);
  if (place) expect(octets.subarray(place.start)).toEqual(octetsOf(mandatoryHex));
  return place;
}

describe("where a captured LLDPDU lies", () => {
  it.each([
    ["untagged", `${addresses} 88cc`, []],
    ["priority tag", `${addresses} 8100 e000 88cc`, [0]],
    ["one tag", `${addresses} 8100 6064 88cc`, [100]],
    ["802.1ad and 802.1Q", `${addresses} 88a8 0064 8100 0065 88cc`, [100, 101]],
    ["four tags of all kinds", `${addresses} 9100 0001 9200 0002 88a8 0003 8100 0004 88cc`, [1, 2, 3, 4]],
    ["SNAP", `${addresses} 002c ${snap}`, []],
    ["SNAP behind a tag", `${addresses} 8100 0007 002c ${snap}`, [7]],
  ])("Ethernet, %s", (_, header, vlans) => {
    expect(find(ethernet, header)).toMatchObject({ destinationAt: 0, sourceAt: 6, vlans });
  });

  it.each([
    ["a multicast", "0002 0001 0006 020000000001 0000 88cc", 6],
    ["a sender without a MAC address", "0000 0304 0000 0000000000000000 88cc", -1],
    ["a tag", "0002 0001 0006 020000000001 0000 8100 0005 88cc", 6],
    ["SNAP", `0002 0001 0006 020000000001 0000 0004 ${snap}`, 6],
  ])("Linux cooked, %s", (_, header, sourceAt) => {
    expect(find(linuxSll, header)).toMatchObject({ destinationAt: -1, sourceAt });
  });

  it.each([
    ["plain", "88cc 0000 00000002 0001 02 06 020000000001 0000", 12, []],
    ["a tag", "8100 0000 00000002 0001 02 06 020000000001 0000 0005 88cc", 12, [5]],
    ["no address", "88cc 0000 00000002 0304 02 00 000000000000 0000", -1, []],
  ])("Linux cooked v2, %s", (_, header, sourceAt, vlans) => {
    expect(find(linuxSll2, header)).toMatchObject({ destinationAt: -1, sourceAt, vlans });
  });

  it("ends a SNAP frame where its length says", () => {
    const octets = octetsOf(`${addresses} 000c ${snap} 01020304 0000`);
    expect(findLldpdu(ethernet, octets, 0, octets.length)).toMatchObject({ start: 22, end: 26 });
  });

  it.each([
    ["IPv4", ethernet, `${addresses} 0800`],
    ["another SNAP protocol", ethernet, `${addresses} 002c aaaa03 00000c 2000`],
    ["a link type that is not searched", 127, `${addresses} 88cc`],
  ])("finds nothing in %s", (_, linkType, header) => expect(find(linkType, header)).toBeNull());

  it("finds nothing in any cut of a header", () => {
    for (const [linkType, header] of [
      [ethernet, `${addresses} 88a8 0064 8100 0065 88cc`],
      [ethernet, `${addresses} 002c ${snap}`],
      [linuxSll, "0002 0001 0006 020000000001 0000 88cc"],
      [linuxSll2, "88cc 0000 00000002 0001 02 06 020000000001 0000"],
    ] as const) {
      const whole = octetsOf(header);
      for (let length = 0; length < whole.length; length++) expect(findLldpdu(linkType, whole, 0, length)).toBeNull();
    }
  });
});

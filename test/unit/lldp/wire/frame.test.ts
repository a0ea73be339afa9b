import { describe, expect, it } from "vitest";
import {
  destinationNames,
  destinationOf,
  groupAddresses,
  lldpduStart,
  minFrameLength,
  openFrame,
  sealFrame,
} from "../../../../src/lldp/wire/index.ts";
import { lldpduOctets, octetsOf } from "../../../support/lldpdu-hex.ts";

const source = octetsOf("02:00:00:00:00:01");

describe("the envelope (802.1AB-2016 clause 7)", () => {
  it.each(destinationNames)("seals for the group address %s and opens again", (name) => {
    const lldpdu = lldpduOctets();
    const frame = sealFrame(octetsOf(groupAddresses[name]), source, lldpdu);
    expect(destinationOf(frame)).toBe(name);
    expect(openFrame(frame)).toEqual({ destination: groupAddresses[name], source: "02:00:00:00:00:01", vlan: null, lldpduStart: 14 });
    expect(frame.subarray(14, 14 + lldpdu.length)).toEqual(lldpdu);
  });

  it("pads with zeros to 60 octets, and no more than that", () => {
    const short = sealFrame(octetsOf(groupAddresses["nearest-bridge"]), source, octetsOf("0000"));
    expect(short.length).toBe(minFrameLength);
    expect(short.subarray(16).every((octet) => octet === 0)).toBe(true);
    expect(sealFrame(octetsOf(groupAddresses["nearest-bridge"]), source, new Uint8Array(1500)).length).toBe(1514);
  });

  it.each([
    ["priority tag", "8100 e000 88cc", 0],
    ["VLAN 100", "8100 6064 88cc", 100],
    ["service tag", "88a8 0064 88cc", 100],
  ])("takes one tag: %s", (_, types, vlan) => {
    expect(openFrame(octetsOf(`0180c200000e 020000000001 ${types} 0000`))).toMatchObject({ vlan, lldpduStart: 18 });
  });

  it.each([
    ["two tags", "88a8 0064 8100 0065 88cc 0000"],
    ["another protocol", "0800 4500"],
    ["a cut header", "88"],
    ["a cut tag", "8100 00"],
  ])("does not open %s", (_, types) => expect(lldpduStart(octetsOf(`0180c200000e 020000000001 ${types}`))).toBeNull());

  it.each(["0180c2000001", "020000000001", "ffffffffffff", "0180c200010e"])("%s is none of the group addresses", (address) => {
    expect(destinationOf(octetsOf(address))).toBeNull();
  });
});

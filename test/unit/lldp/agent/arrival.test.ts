import { describe, expect, it } from "vitest";
import { fromHex } from "../../../../src/base/index.ts";
import { type Arrival, keep, repeats } from "../../../../src/lldp/agent/arrival.ts";

const header = "0180c200000e 020000000099 88cc";
const mandatory = "0203 0741 42 0403 0741 42 0602 0079";
const closed = `${header} ${mandatory} 0000`;
const open = `${header} ${mandatory}`;
const arrival = (hex: string, vlan: number | null = null): Arrival => ({ octets: fromHex(hex)!, start: 14, vlan });

describe("arrival", () => {
  it("keeps what lies before the end, as a copy", () => {
    const first = arrival(`${closed} ffff`);
    const kept = keep(first);
    first.octets.fill(0xa5);
    expect(kept).toEqual({ octets: fromHex(closed), start: 14, vlan: null, closed: true });
  });

  it("keeps everything when no End Of LLDPDU is there", () => {
    expect(keep(arrival(open))).toEqual({ octets: fromHex(open), start: 14, vlan: null, closed: false });
    expect(keep(arrival(`${open} 0aff`))).toMatchObject({ octets: fromHex(`${open} 0aff`), closed: false });
  });

  it("takes other padding for the same", () => {
    expect(repeats(arrival(`${closed} 0102030405`), keep(arrival(closed)))).toBe(true);
    expect(repeats(arrival(closed), keep(arrival(`${closed} 0102`)))).toBe(true);
  });

  it.each([
    ["another octet", arrival(closed.replace("0079", "0078"))],
    ["another source", arrival(closed.replace("0099", "0098"))],
    ["another tag", arrival(closed, 7)],
    ["fewer octets", arrival(open)],
    ["another start", { ...arrival(closed), start: 18 }],
  ])("takes %s for something new", (_, again) => {
    expect(repeats(again, keep(arrival(closed)))).toBe(false);
  });

  it("takes what follows an LLDPDU without end for something new", () => {
    expect(repeats(arrival(closed), keep(arrival(open)))).toBe(false);
    expect(repeats(arrival(open), keep(arrival(open)))).toBe(true);
  });

  it("ignores to which of the groups it came, which its agent knows", () => {
    expect(repeats(arrival(closed.replace("00000e", "000003")), keep(arrival(closed)))).toBe(true);
  });
});

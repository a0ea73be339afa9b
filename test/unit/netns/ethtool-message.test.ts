import { describe, expect, it } from "vitest";
import { decodeEthtool, decodeFamily } from "../../../src/netns/ethtool-message.ts";
import { type Attribute, netlinkMessages, netlinkRequest } from "../../../src/netns/netlink-message.ts";

const message = (command: number, attributes: readonly Attribute[]) => {
  const [first] = netlinkMessages(netlinkRequest(0x15, 0, 1, Uint8Array.of(command, 1, 0, 0), attributes));
  return first as NonNullable<typeof first>;
};
const bits = (names: Record<string, boolean>): Attribute[1] => [
  [2, 64],
  [
    3,
    Object.entries(names).map(([name, set], index): Attribute => [1, [[1, index], [2, name], ...(set ? [[3, new Uint8Array(0)] as Attribute] : [])]]),
  ],
];

describe("ethtool messages, laid out as ethtool-netlink(7) of the kernel's documentation says", () => {
  it("tell speed, duplex, negotiation and modes", () => {
    const modes = { "1000baseT/Full": true, "100baseT/Half": false, Autoneg: true, TP: true };
    const answer = message(4, [
      [1, [[1, 2]]],
      [2, Uint8Array.of(1)],
      [3, bits(modes)],
      [5, 1000],
      [6, Uint8Array.of(1)],
    ]);
    expect(decodeEthtool(answer)).toEqual({
      speed: 1000,
      duplex: "full",
      autonegotiation: true,
      autonegotiationSupported: true,
      supportedModes: Object.keys(modes),
      advertisedModes: ["1000baseT/Full", "Autoneg", "TP"],
    });
  });

  it("tell nothing where the driver does not know", () => {
    const answer = message(4, [
      [5, 0xffffffff],
      [6, Uint8Array.of(255)],
    ]);
    expect(decodeEthtool(answer)).toMatchObject({
      speed: null,
      duplex: null,
      autonegotiation: null,
      autonegotiationSupported: false,
      supportedModes: [],
    });
  });

  it("tell private flags by name", () => {
    const answer = message(14, [[2, bits({ "disable-fw-lldp": false, "link-down-on-close": true, ["__proto__"]: true })]]);
    expect(decodeEthtool(answer)).toEqual({ privateFlags: { "disable-fw-lldp": false, "link-down-on-close": true } });
  });

  it("leave other messages alone, and find the number of the family", () => {
    expect(decodeEthtool(message(99, []))).toBeNull();
    expect(decodeFamily(message(1, [[1, Uint8Array.from(new Uint8Array(Uint16Array.of(0x15).buffer))]]))).toBe(0x15);
    expect(decodeFamily(message(1, []))).toBeNull();
  });
});

import { formatIp } from "../base/index.ts";
import { type BridgePort, type BridgePortState, type BridgeSettings, bridgePortStates, type KindSettings } from "./interface-facts.ts";
import { readBigU16, readText, readU8, readU16, readU32, walkAttributes } from "./netlink-message.ts";

/** What IFLA_LINKINFO says: of which kind the interface is, and what its master keeps about it. */
export interface LinkInfo {
  readonly kind: string | null;
  readonly masterKind: string | null;
  readonly bridge: BridgeSettings | null;
  readonly bridgePort: BridgePort | null;
  readonly settings: KindSettings | null;
  /** Extent of IFLA_BOND_SLAVE_PERM_HWADDR; the MAC that the bond will give back. */
  readonly lentAddress: Uint8Array | null;
}

export const noLinkInfo: LinkInfo = { kind: null, masterKind: null, bridge: null, bridgePort: null, settings: null, lentAddress: null };

// One string object for each kind, whatever the number of interfaces.
const kinds = new Map<string, string>();
const kindsKept = 256;

type Extent = readonly [start: number, end: number];
const nothing: Extent = [0, 0];

/** Decodes the nested attributes between `start` and `end`. */
export function decodeLinkInfo(octets: Uint8Array, start: number, end: number): LinkInfo {
  let kind: string | null = null;
  let masterKind: string | null = null;
  let data = nothing;
  let memberData = nothing;
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 1) kind = intern(readText(octets, from, to));
    else if (type === 2) data = [from, to];
    else if (type === 4) masterKind = intern(readText(octets, from, to));
    else if (type === 5) memberData = [from, to];
  });
  return {
    kind,
    masterKind,
    bridge: kind === "bridge" ? decodeBridge(octets, data) : null,
    bridgePort: masterKind === "bridge" ? decodeBridgePort(octets, ...memberData) : null,
    settings: kind === null ? null : decodeSettings(kind, octets, data),
    lentAddress: masterKind === "bond" ? pick(octets, memberData, 4) : null,
  };
}

/** Decodes IFLA_BRPORT_* attributes, which come nested in two different places. */
export function decodeBridgePort(octets: Uint8Array, start: number, end: number): BridgePort {
  let state: BridgePortState = "disabled";
  let groupFwdMask = 0;
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 1) state = bridgePortStates[readU8(octets, from, to)] ?? "disabled";
    else if (type === 31) groupFwdMask = readU16(octets, from, to);
  });
  return { state, groupFwdMask };
}

function decodeBridge(octets: Uint8Array, [start, end]: Extent): BridgeSettings {
  let [stp, vlanFiltering, groupFwdMask] = [false, false, 0];
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 5) stp = readU32(octets, from, to) !== 0;
    else if (type === 7) vlanFiltering = readU8(octets, from, to) !== 0;
    else if (type === 9) groupFwdMask = readU16(octets, from, to);
  });
  return { stp, groupFwdMask, vlanFiltering };
}

const macvlanModes = new Map([1, 2, 4, 8, 16].map((bit, index) => [bit, (["private", "vepa", "bridge", "passthru", "source"] as const)[index]]));
const bondModes = ["balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb"];

function decodeSettings(kind: string, octets: Uint8Array, data: Extent): KindSettings | null {
  const field = (type: number) => pick(octets, data, type);
  const word = (type: number) => {
    const value = field(type);
    return value ? readU32(value, 0, value.length) : null;
  };
  switch (kind) {
    case "vlan":
      return { kind, id: short(field(1)) ?? 0, protocol: big(field(5)) ?? 0x8100 };
    case "macvlan":
    case "macvtap":
      return { kind: "macvlan", mode: macvlanModes.get(word(1) ?? 0) ?? "unknown" };
    case "bond":
      return { kind, mode: bondMode(field(1)), activeMember: word(2) };
    case "vxlan":
      return {
        kind,
        id: word(1) ?? 0,
        link: word(3) || null,
        local: address(field(4) ?? field(17)),
        remote: address(field(2) ?? field(16)),
        port: big(field(15)),
      };
    default:
      return null;
  }
}

function bondMode(octets: Uint8Array | null): string {
  const mode = octets?.[0] ?? -1;
  return bondModes[mode] ?? `mode-${mode}`;
}

function short(octets: Uint8Array | null): number | null {
  return octets ? readU16(octets, 0, octets.length) : null;
}

function big(octets: Uint8Array | null): number | null {
  return octets ? readBigU16(octets, 0, octets.length) : null;
}

function address(octets: Uint8Array | null): string | null {
  return octets ? formatIp(octets) : null;
}

function pick(octets: Uint8Array, [start, end]: Extent, wanted: number): Uint8Array | null {
  let found: Uint8Array | null = null;
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === wanted) found = octets.subarray(from, to);
  });
  return found;
}

function intern(text: string): string {
  const known = kinds.get(text);
  if (known !== undefined) return known;
  if (kinds.size < kindsKept) kinds.set(text, text);
  return text;
}

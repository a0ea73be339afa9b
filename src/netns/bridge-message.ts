import type { BridgePort, BridgeVlans } from "./interface-facts.ts";
import { decodeBridgePort } from "./link-info.ts";
import { linkBody, linkTypes } from "./link-message.ts";
import { type NetlinkMessage, netlinkFlags, netlinkRequest, readU16, readU32, walkAttributes } from "./netlink-message.ts";

// Link messages of family AF_BRIDGE: the bridge's side of its ports. Their RTM_DELLINK means "left the bridge", not "deleted".

export const bridgeFamily = 7;
const withVlanRanges = 0x4;
const lastVid = 4094;
const vlanFlags = { pvid: 0x2, untagged: 0x4, rangeBegin: 0x8, rangeEnd: 0x10 };

export interface BridgePortRecord {
  readonly ifindex: number;
  readonly master: number | null;
  /** Null when the message is about the bridge itself. */
  readonly port: BridgePort | null;
  readonly vlans: BridgeVlans | null;
}

/** Asks for every port of every bridge, VLANs as ranges. */
export function bridgePortsRequest(sequence: number): Uint8Array {
  return netlinkRequest(linkTypes.get, netlinkFlags.dump, sequence, linkBody(bridgeFamily), [[29, withVlanRanges]]);
}

/** Decodes RTM_NEWLINK and RTM_DELLINK of this family; null when too short. */
export function decodeBridgePortMessage({ octets, start, end }: NetlinkMessage): BridgePortRecord | null {
  if (end - start < 16) return null;
  let master: number | null = null;
  let port: BridgePort | null = null;
  let vlans: BridgeVlans | null = null;
  walkAttributes(octets, start + 16, end, (type, from, to) => {
    if (type === 10) master = readU32(octets, from, to) || null;
    else if (type === 12) port = decodeBridgePort(octets, from, to);
    else if (type === 26) vlans = decodeVlans(octets, from, to);
  });
  return { ifindex: readU32(octets, start + 4, start + 8), master, port, vlans };
}

function decodeVlans(octets: Uint8Array, start: number, end: number): BridgeVlans | null {
  const [tagged, untagged] = [new Set<number>(), new Set<number>()];
  let pvid: number | null = null;
  let begin: number | null = null;
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type !== 2) return;
    const [flags, vid] = [readU16(octets, from, from + 2), readU16(octets, from + 2, to)];
    if (vid < 1 || vid > lastVid) return;
    if (flags & vlanFlags.pvid) pvid = vid;
    if (flags & vlanFlags.rangeBegin) begin = vid;
    else {
      const first = flags & vlanFlags.rangeEnd ? (begin ?? vid) : vid;
      for (let each = first; each <= vid; each++) (flags & vlanFlags.untagged ? untagged : tagged).add(each);
      begin = null;
    }
  });
  if (tagged.size + untagged.size === 0) return null;
  return { pvid, tagged: ascending(tagged), untagged: ascending(untagged) };
}

function ascending(vids: Set<number>): readonly number[] {
  return [...vids].sort((a, b) => a - b);
}

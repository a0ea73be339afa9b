import { ethernetHeaderLength, lldpEthertype } from "./frame.ts";
import { u16At, u32At } from "./octets.ts";

// Where an LLDPDU lies in a captured frame. A live socket shows an ethertype and at most one tag; a capture may hold more:
// stacked tags (802.1Q clause 9), SNAP (802.1AB-2016 7.4.2: AA-AA-03, OUI 0, then the ethertype) and the cooked headers of
// Linux (LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2), which know no destination address.

/** Link types of capture files (pcap-linktype(7)) that can be searched. */
export const capturedLinkType = { ethernet: 1, linuxSll: 113, linuxSll2: 276 } as const;

export interface CapturedLldpdu {
  /** Where the six octets of the destination begin; -1 when the capture does not know it. */
  readonly destinationAt: number;
  /** Likewise for the source. */
  readonly sourceAt: number;
  /** VIDs from the outermost tag inward; 0 for a priority tag. */
  readonly vlans: readonly number[];
  readonly start: number;
  readonly end: number;
}

const noVlans: readonly number[] = [];
const sllHeaderLength = 16;
const sll2HeaderLength = 20;

/** Finds the LLDPDU in octets `start` to `end`, a frame of that link type; null when it carries none. */
export function findLldpdu(linkType: number, octets: Uint8Array, start: number, end: number): CapturedLldpdu | null {
  switch (linkType) {
    case capturedLinkType.ethernet:
      return end - start < ethernetHeaderLength ? null : behindType(octets, start + 12, end, start, start + 6);
    case capturedLinkType.linuxSll:
      if (end - start < sllHeaderLength) return null;
      return behindType(octets, start + 14, end, -1, u16At(octets, start + 4) === 6 ? start + 6 : -1);
    case capturedLinkType.linuxSll2:
      if (end - start < sll2HeaderLength) return null;
      return cooked2(octets, start, end);
    default:
      return null;
  }
}

/** LINKTYPE_LINUX_SLL2: the protocol stands in front, the address (length at 11) at 12. */
function cooked2(octets: Uint8Array, start: number, end: number): CapturedLldpdu | null {
  const sourceAt = octets[start + 11] === 6 ? start + 12 : -1;
  const type = u16At(octets, start);
  if (type === lldpEthertype) return { destinationAt: -1, sourceAt, vlans: noVlans, start: start + sll2HeaderLength, end };
  return isTag(type) ? behindTags(octets, start + sll2HeaderLength, end, -1, sourceAt) : null;
}

/** What follows the two octets of type or length at `at`. */
function behindType(octets: Uint8Array, at: number, end: number, destinationAt: number, sourceAt: number): CapturedLldpdu | null {
  const type = u16At(octets, at);
  if (type === lldpEthertype) return { destinationAt, sourceAt, vlans: noVlans, start: at + 2, end };
  if (isTag(type)) return behindTags(octets, at + 2, end, destinationAt, sourceAt);
  return behindLength(octets, at, type, end, destinationAt, sourceAt, noVlans);
}

/** A tag's TCI stands at `at`; its type field follows, perhaps another tag's. */
function behindTags(octets: Uint8Array, at: number, end: number, destinationAt: number, sourceAt: number): CapturedLldpdu | null {
  const vlans: number[] = [];
  for (let next = at; next + 4 <= end; next += 4) {
    vlans.push(u16At(octets, next) & 0x0fff);
    const type = u16At(octets, next + 2);
    if (type === lldpEthertype) return { destinationAt, sourceAt, vlans, start: next + 4, end };
    if (!isTag(type)) return behindLength(octets, next + 2, type, end, destinationAt, sourceAt, vlans);
  }
  return null;
}

function isTag(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x9200;
}

const snapLength = 8;

function behindLength(
  octets: Uint8Array,
  at: number,
  length: number,
  end: number,
  destinationAt: number,
  sourceAt: number,
  vlans: readonly number[],
): CapturedLldpdu | null {
  const start = at + 2 + snapLength;
  // Cooked captures put 4 (802.2 frames) where Ethernet has the length.
  const known = destinationAt < 0 ? end : at + 2 + length;
  if (length > 1500 || start > end || u32At(octets, at + 2) !== 0xaaaa0300 || u32At(octets, at + 6) !== lldpEthertype) return null;
  return { destinationAt, sourceAt, vlans, start, end: Math.min(end, known) };
}

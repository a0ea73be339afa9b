import { formatMac, type MacAddress } from "../../base/index.ts";
import { u16At } from "./octets.ts";

// The envelope of an LLDPDU: 802.1AB-2016 7.1 to 7.4, 802.3 clause 3, one tag of 802.1Q clause 9.
//
//   +-------------------+--------------+----------------------+------------------+----------+-----------+
//   |  destination (6)  |  source (6)  |  0x8100, TCI (0 or 4) |  ethertype (2)   |  LLDPDU  |  padding  |
//   +-------------------+--------------+----------------------+------------------+----------+-----------+

export const lldpEthertype = 0x88cc;
/** Shortest Ethernet frame without its FCS. */
export const minFrameLength = 60;
export const ethernetHeaderLength = 14;

/** The three group addresses of 802.1AB-2016 table 7-1, by the name that documents use. */
export const groupAddresses = {
  "nearest-bridge": "01:80:c2:00:00:0e",
  "nearest-non-tpmr-bridge": "01:80:c2:00:00:03",
  "nearest-customer-bridge": "01:80:c2:00:00:00",
} as const satisfies Record<string, MacAddress>;
export type DestinationName = keyof typeof groupAddresses;
export const destinationNames: readonly DestinationName[] = ["nearest-bridge", "nearest-non-tpmr-bridge", "nearest-customer-bridge"];

/** A frame that carries an LLDPDU. */
export interface LldpFrame {
  readonly destination: MacAddress;
  readonly source: MacAddress;
  /** VID of the tag in front, 0 for a priority tag; null without a tag. */
  readonly vlan: number | null;
  /** Where in the frame the LLDPDU begins; it ends with the frame, padding included. */
  readonly lldpduStart: number;
}

const tagProtocols: ReadonlySet<number> = new Set([0x8100, 0x88a8]);

/** Offset of the LLDPDU in a frame with at most one tag; null when the frame carries none. */
export function lldpduStart(frame: Uint8Array): number | null {
  if (frame.length < ethernetHeaderLength) return null;
  const type = u16At(frame, 12);
  if (type === lldpEthertype) return ethernetHeaderLength;
  const tagged = tagProtocols.has(type) && frame.length >= ethernetHeaderLength + 4 && u16At(frame, 16) === lldpEthertype;
  return tagged ? ethernetHeaderLength + 4 : null;
}

/** Opens the envelope; null when the frame carries no LLDPDU behind at most one tag. */
export function openFrame(frame: Uint8Array): LldpFrame | null {
  const start = lldpduStart(frame);
  if (start === null) return null;
  const vlan = start === ethernetHeaderLength ? null : u16At(frame, 14) & 0x0fff;
  return { destination: formatMac(frame, 0), source: formatMac(frame, 6), vlan, lldpduStart: start };
}

/** Which of the three group addresses the frame was sent to; null for any other destination. Needs 6 octets. */
export function destinationOf(frame: Uint8Array): DestinationName | null {
  const group = frame[0] === 0x01 && frame[1] === 0x80 && frame[2] === 0xc2 && frame[3] === 0 && frame[4] === 0;
  if (!group) return null;
  if (frame[5] === 0x0e) return "nearest-bridge";
  if (frame[5] === 0x03) return "nearest-non-tpmr-bridge";
  return frame[5] === 0x00 ? "nearest-customer-bridge" : null;
}

/** An LLDPDU as an untagged Ethernet frame, padded with zeros to 60 octets. `destination` and `source` have 6 octets each. */
export function sealFrame(destination: Uint8Array, source: Uint8Array, lldpdu: Uint8Array): Uint8Array {
  const frame = new Uint8Array(Math.max(minFrameLength, ethernetHeaderLength + lldpdu.length));
  frame.set(destination, 0);
  frame.set(source, 6);
  frame[12] = lldpEthertype >> 8;
  frame[13] = lldpEthertype & 0xff;
  frame.set(lldpdu, ethernetHeaderLength);
  return frame;
}

import { noOctets, octetsBetween, u16At } from "./octets.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

// 802.1AB-2016 8.5.4
//
//   +---------------+---------------------------------------+
//   |  seconds (2)  |  surplus: ignored, kept for exactness |
//   +---------------+---------------------------------------+

/** How long the receiver keeps what the LLDPDU says; 0 is the shutdown LLDPDU. */
export interface TimeToLive {
  readonly kind: "ttl";
  /** 0 to 65535. */
  readonly seconds: number;
  readonly surplus: Uint8Array;
}

/** The TTL in octets `start` to `end`; a fault discards the LLDPDU. */
export function decodeTimeToLive(octets: Uint8Array, start: number, end: number): TimeToLive | TlvFault {
  if (end - start < 2) return tlvFault("ttl-length", start, "802.1AB-2016 8.5.4");
  return { kind: "ttl", seconds: u16At(octets, start), surplus: octetsBetween(octets, start + 2, end) };
}

/** Information string of a TTL. */
export function encodeTimeToLive(tlv: TimeToLive): Uint8Array {
  return Uint8Array.of(tlv.seconds >> 8, tlv.seconds & 0xff, ...tlv.surplus);
}

/** A TTL of so many seconds, held to 0..65535 (8.5.4: the value is capped, never wrapped). */
export function timeToLive(seconds: number): TimeToLive {
  return { kind: "ttl", seconds: Math.max(0, Math.min(0xffff, Math.round(seconds))), surplus: noOctets };
}

// 802.1AB-2016 8.4: every TLV begins with 7 bits of type and 9 bits of length, then `length` octets of information string.
//
//    0             7                 16
//   +-------------+-----------------+-------------------------------+
//   |  type (7)   |   length (9)    |  information string (0..511)  |
//   +-------------+-----------------+-------------------------------+

/** TLV types of 802.1AB-2016 table 8-1. */
export const tlvType = {
  end: 0,
  chassisId: 1,
  portId: 2,
  timeToLive: 3,
  portDescription: 4,
  systemName: 5,
  systemDescription: 6,
  systemCapabilities: 7,
  managementAddress: 8,
  organization: 127,
} as const;

/** Octets in front of the information string. */
export const tlvHeaderLength = 2;
/** The longest information string that nine bits can tell. */
export const maxInformationLength = 511;

/** Why a TLV was not taken. `offset` counts from the start of the octets given to the decoder. */
export interface TlvFault {
  readonly kind: "fault";
  readonly code: FaultCode;
  readonly offset: number;
  readonly clause: string;
}

/** Every fault that decoding can report; docs/conformance.md says what each one means. */
export const faultCodes = [
  "mandatory-order",
  "mandatory-repeated",
  "identifier-length",
  "ttl-length",
  "end-length",
  "past-end",
  "too-short",
  "too-long",
  "inner-length",
  "enabled-not-supported",
  "repeated",
  "organization-length",
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** A fault at `offset`. */
export function tlvFault(code: FaultCode, offset: number, clause: string): TlvFault {
  return { kind: "fault", code, offset, clause };
}

/** What a TLV without surplus octets has for `surplus`. */
export const noOctets: Uint8Array = new Uint8Array(0);

/** Octets from `start` to `end` as a view, `noOctets` when there are none. */
export function octetsBetween(octets: Uint8Array, start: number, end: number): Uint8Array {
  return start < end ? octets.subarray(start, end) : noOctets;
}

/** Two octets at `offset`, big-endian. The caller has checked the length, here and below. */
export function u16At(octets: Uint8Array, offset: number): number {
  return ((octets[offset] as number) << 8) | (octets[offset + 1] as number);
}

/** Three octets at `offset`, big-endian. */
export function u24At(octets: Uint8Array, offset: number): number {
  return (u16At(octets, offset) << 8) | (octets[offset + 2] as number);
}

/** Four octets at `offset`, big-endian, 0 to 2^32 - 1. */
export function u32At(octets: Uint8Array, offset: number): number {
  return u16At(octets, offset) * 0x10000 + u16At(octets, offset + 2);
}

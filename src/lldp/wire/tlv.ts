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

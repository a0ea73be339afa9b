import { encodeIdentifier, type IdentifierSubtype, identifierFault } from "./identifier.ts";
import type { TlvFault } from "./tlv.ts";

/** 802.1AB-2016 8.5.2. Subtypes 0 and 8..255 are reserved: kept, and still part of a valid MSAP. */
export interface ChassisId {
  readonly kind: "chassis-id";
  readonly subtype: number;
  /** 1 to 255 octets. */
  readonly id: Uint8Array;
}

const clause = "802.1AB-2016 8.5.2";

/** Table 8-2, by subtype. */
export const chassisIdSubtypes: readonly (IdentifierSubtype | undefined)[] = [
  undefined,
  { name: "chassis-component", form: "text" },
  { name: "interface-alias", form: "text" },
  { name: "port-component", form: "text" },
  { name: "mac-address", form: "mac" },
  { name: "network-address", form: "network" },
  { name: "interface-name", form: "text" },
  { name: "local", form: "text" },
];

/** The Chassis ID in octets `start` to `end`; a fault discards the LLDPDU. */
export function decodeChassisId(octets: Uint8Array, start: number, end: number): ChassisId | TlvFault {
  const fault = identifierFault(end - start, start, clause);
  return fault ?? { kind: "chassis-id", subtype: octets[start] as number, id: octets.subarray(start + 1, end) };
}

/** Information string of a Chassis ID. */
export function encodeChassisId(tlv: ChassisId): Uint8Array {
  return encodeIdentifier(tlv.subtype, tlv.id);
}

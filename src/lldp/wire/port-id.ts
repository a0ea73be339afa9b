import { encodeIdentifier, type IdentifierSubtype, identifierFault } from "./identifier.ts";
import type { TlvFault } from "./tlv.ts";

/** 802.1AB-2016 8.5.3. Subtypes 0 and 8..255 are reserved: kept, and still part of a valid MSAP. */
export interface PortId {
  readonly kind: "port-id";
  readonly subtype: number;
  /** 1 to 255 octets. */
  readonly id: Uint8Array;
}

const clause = "802.1AB-2016 8.5.3";

/** Table 8-3, by subtype. */
export const portIdSubtypes: readonly (IdentifierSubtype | undefined)[] = [
  undefined,
  { name: "interface-alias", form: "text" },
  { name: "port-component", form: "text" },
  { name: "mac-address", form: "mac" },
  { name: "network-address", form: "network" },
  { name: "interface-name", form: "text" },
  { name: "agent-circuit-id", form: "opaque" },
  { name: "local", form: "text" },
];

/** The Port ID in octets `start` to `end`; a fault discards the LLDPDU. */
export function decodePortId(octets: Uint8Array, start: number, end: number): PortId | TlvFault {
  const fault = identifierFault(end - start, start, clause);
  return fault ?? { kind: "port-id", subtype: octets[start] as number, id: octets.subarray(start + 1, end) };
}

/** Information string of a Port ID. */
export function encodePortId(tlv: PortId): Uint8Array {
  return encodeIdentifier(tlv.subtype, tlv.id);
}

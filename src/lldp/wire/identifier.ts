import { formatIp, formatMac, toHex } from "../../base/index.ts";
import { isPlainText, utf8Text } from "./text.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

// Chassis ID and Port ID share this layout (802.1AB-2016 8.5.2, 8.5.3); only the meaning of the subtypes differs.
//
//   +--------------+---------------------+
//   | subtype (1)  |  identifier (1..255) |
//   +--------------+---------------------+

/** How the octets of an identifier are read. */
export type IdentifierForm = "text" | "mac" | "network" | "opaque";

export interface IdentifierSubtype {
  readonly name: string;
  readonly form: IdentifierForm;
}

/** Null when an identifier TLV of `length` octets is legal, else the fault that discards the LLDPDU. */
export function identifierFault(length: number, offset: number, clause: string): TlvFault | null {
  return length >= 2 && length <= 256 ? null : tlvFault("identifier-length", offset, clause);
}

/** An identifier as people read it; octets that do not suit their form come out as hex. */
export function identifierText(form: IdentifierForm, id: Uint8Array): string {
  if (form === "text") return utf8Text(id);
  if (form === "mac") return id.length === 6 ? formatMac(id) : toHex(id);
  if (form === "network") return networkAddressText(id);
  return isPlainText(id) ? utf8Text(id) : toHex(id);
}

function networkAddressText(id: Uint8Array): string {
  const family = id[0];
  const suits = (family === 1 && id.length === 5) || (family === 2 && id.length === 17);
  return (suits ? formatIp(id.subarray(1)) : null) ?? toHex(id);
}

/** Subtype octet and identifier as an information string. */
export function encodeIdentifier(subtype: number, id: Uint8Array): Uint8Array {
  const information = new Uint8Array(1 + id.length);
  information[0] = subtype;
  information.set(id, 1);
  return information;
}

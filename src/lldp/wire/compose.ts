import { type ChassisId, chassisIdSubtypes } from "./chassis-id.ts";
import type { IdentifierSubtype } from "./identifier.ts";
import type { UnrecognizedOrganizationTlv } from "./organization.ts";
import { type PortId, portIdSubtypes } from "./port-id.ts";
import { maxTextLength, type TextKind, type TextTlv, utf8Octets } from "./text.ts";

// What we send, made from plain values. Texts are cut at 255 octets on a character boundary; organizational TLVs have a
// constructor each beside their definition.

/** A chassis id. Octets or text, by subtype name of the standard; cut at 255 octets. Throws RangeError for an unknown subtype or an empty id. */
export function chassisId(subtype: string, id: Uint8Array | string): ChassisId {
  return { kind: "chassis-id", subtype: subtypeNumber(chassisIdSubtypes, subtype), id: identifierOctets(id) };
}

/** A port id, like `chassisId`. */
export function portId(subtype: string, id: Uint8Array | string): PortId {
  return { kind: "port-id", subtype: subtypeNumber(portIdSubtypes, subtype), id: identifierOctets(id) };
}

/** A description or name. */
export function textTlv(kind: TextKind, text: string): TextTlv {
  return { kind, octets: utf8Octets(text) };
}

/** A TLV of any organization, from configuration. Throws RangeError when OUI, subtype or length (0 to 507) are out of range. */
export function organizationTlv(oui: number, subtype: number, octets: Uint8Array): UnrecognizedOrganizationTlv {
  if (!inRange(oui, 0xffffff) || !inRange(subtype, 0xff) || octets.length > 507) {
    throw new RangeError("an organizational TLV has a 24-bit OUI, an 8-bit subtype and at most 507 octets");
  }
  return { kind: "organization", oui, subtype, octets };
}

function inRange(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

function subtypeNumber(subtypes: readonly (IdentifierSubtype | undefined)[], name: string): number {
  const subtype = subtypes.findIndex((each) => each?.name === name);
  if (subtype < 0) throw new RangeError(`unknown identifier subtype ${name}`);
  return subtype;
}

function identifierOctets(id: Uint8Array | string): Uint8Array {
  const octets = typeof id === "string" ? utf8Octets(id) : id.slice(0, maxTextLength);
  if (octets.length === 0) throw new RangeError("an identifier has at least one octet");
  return octets;
}

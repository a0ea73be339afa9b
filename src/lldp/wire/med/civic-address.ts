import type { DocumentSink } from "../document-sink.ts";
import { noOctets, octetsBetween } from "../octets.ts";
import { utf8Octets } from "../text.ts";
import { type TlvFault, tlvFault } from "../tlv.ts";
import { wordOf } from "../words.ts";

// ANSI/TIA-1057 10.2.4.3.2, the layout of RFC 4776 3.1. n counts what follows it, up to the end of the elements.
//
//   +---------+------------+----------------+--------------------------------------------+
//   |  n (1)  |  what (1)  |  country (2)   |  CA type (1), length (1), value (0..255)   |  ...
//   +---------+------------+----------------+--------------------------------------------+

export interface CivicAddress {
  readonly format: "civic";
  /** Whose place it is: 0 the DHCP server's, 1 the nearest network element's, 2 the client's. */
  readonly what: number;
  /** Two letters of ISO 3166. */
  readonly country: Uint8Array;
  readonly elements: readonly CivicElement[];
  readonly surplus: Uint8Array;
}

export interface CivicElement {
  /** CA type of RFC 4776 and RFC 5139. */
  readonly type: number;
  /** Meant to be UTF-8. */
  readonly value: Uint8Array;
}

const clause = "TIA-1057 10.2.4.3.2";
const fixedLength = 3;

/** The civic address in octets `start` to `end`. */
export function decodeCivicAddress(octets: Uint8Array, start: number, end: number): CivicAddress | TlvFault {
  if (end - start < 1 + fixedLength) return tlvFault("too-short", start, clause);
  const addressEnd = start + 1 + (octets[start] as number);
  if (addressEnd > end || addressEnd < start + 1 + fixedLength) return tlvFault("inner-length", start, clause);
  const elements: CivicElement[] = [];
  let at = start + 1 + fixedLength;
  while (at < addressEnd) {
    const next = at + 2 <= addressEnd ? at + 2 + (octets[at + 1] as number) : Number.POSITIVE_INFINITY;
    if (next > addressEnd) return tlvFault("inner-length", at, clause);
    elements.push({ type: octets[at] as number, value: octets.subarray(at + 2, next) });
    at = next;
  }
  return {
    format: "civic",
    what: octets[start + 1] as number,
    country: octets.subarray(start + 2, start + 4),
    elements,
    surplus: octetsBetween(octets, addressEnd, end),
  };
}

/** The civic address as octets. */
export function encodeCivicAddress({ what, country, elements, surplus }: CivicAddress): readonly number[] {
  const address = [what, ...country, ...elements.flatMap(({ type, value }) => [type, value.length, ...value])];
  return [address.length, ...address, ...surplus];
}

/** Tells the sink the civic address, inside an object that is open. */
export function describeCivicAddress({ what, country, elements }: CivicAddress, sink: DocumentSink): void {
  sink.word("what", wordOf(["dhcp-server", "network-element", "client"], what));
  sink.utf8("country", country);
  sink.openList("elements");
  for (const { type, value } of elements) {
    sink.openObject(null);
    sink.number("type", type);
    sink.word("name", civicNames[type] ?? `ca-type-${type}`);
    sink.utf8("value", value);
    sink.closeObject();
  }
  sink.closeList();
}

/** CA types of RFC 4776 3.4 and RFC 5139. */
const civicNames: Readonly<Record<number, string>> = {
  0: "language",
  1: "state",
  2: "county",
  3: "city",
  4: "city-division",
  5: "block",
  6: "street-group",
  16: "leading-street-direction",
  17: "trailing-street-suffix",
  18: "street-suffix",
  19: "house-number",
  20: "house-number-suffix",
  21: "landmark",
  22: "additional-location",
  23: "name",
  24: "postal-code",
  25: "building",
  26: "unit",
  27: "floor",
  28: "room",
  29: "place-type",
  30: "postal-community",
  31: "post-office-box",
  32: "additional-code",
  33: "seat",
  34: "primary-road",
  35: "road-section",
  36: "road-branch",
  37: "road-sub-branch",
  38: "street-pre-modifier",
  39: "street-post-modifier",
  128: "script",
};

/** A civic address of the client; values are cut at 250 octets so that one element always fits. */
export function civicAddress(country: string, elements: readonly { readonly type: number; readonly value: string }[]): CivicAddress {
  const coded = elements.map(({ type, value }) => ({ type, value: utf8Octets(value, 250) }));
  return { format: "civic", what: 2, country: utf8Octets(country.toUpperCase(), 2), elements: coded, surplus: noOctets };
}

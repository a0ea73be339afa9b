import type { DocumentSink } from "./document-sink.ts";
import type { TlvFault } from "./tlv.ts";

// 802.1AB-2016 8.6: a TLV of type 127 belongs to the organization that its first three octets name.
//
//   +-----------+---------------+----------------------------------+
//   |  OUI (3)  |  subtype (1)  |  information (0..507)             |
//   +-----------+---------------+----------------------------------+

/** Octets of OUI and subtype. */
export const organizationHeaderLength = 4;

/** A TLV whose OUI or subtype no definition knows: kept as it came. */
export interface UnrecognizedOrganizationTlv {
  readonly kind: "organization";
  /** 24 bits. */
  readonly oui: number;
  readonly subtype: number;
  readonly octets: Uint8Array;
}

/** Everything the codec has to know about one organizational TLV. A definition is one file; `registry.ts` lists them. */
export interface TlvDefinition<T extends { readonly kind: string }> {
  readonly kind: T["kind"];
  readonly subtype: number;
  /** Name of the field in the JSON document of its organization. */
  readonly field: string;
  /**
   * How often the TLV may come: once, any number of times, or once for each value of a key. A TLV beyond that is discarded.
   * In the JSON document a TLV that comes once is a value or null, others are lists.
   */
  readonly occurs: "once" | "repeatedly" | ((tlv: T) => number);
  /** Reads the information in octets `start` to `end`; never throws. Values may hold views of `octets`. */
  decode(octets: Uint8Array, start: number, end: number): T | TlvFault;
  /** The information, without OUI and subtype: the inverse of `decode`. */
  encode(tlv: T): Uint8Array;
  /** Tells the sink the value, under `name` (null inside of a list). */
  describe(tlv: T, name: string | null, sink: DocumentSink): void;
}

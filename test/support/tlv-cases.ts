import { expect, it } from "vitest";
import { decodeLldpdu, encodeLldpdu, type LldpduDocument, lldpduDocument } from "../../src/lldp/wire/index.ts";
import { lldpduOctets, octetsOf, tlvHex } from "./lldpdu-hex.ts";

/** One organizational TLV: its octets, what the document says of it, and how many of its octets it cannot do without. */
export interface TlvCase {
  readonly name: string;
  /** Information behind OUI and subtype. */
  readonly hex: string;
  readonly field: string;
  readonly value: unknown;
  /** Shortest legal information. */
  readonly least: number;
  readonly clause: string;
}

/** Declares the tests of TLVs of one organization; `hex` of a case begins with the subtype. */
export function testTlvs(organization: "dot1" | "dot3" | "med", oui: string, cases: readonly TlvCase[]): void {
  const read = (information: string) => decodeLldpdu(lldpduOctets(tlvHex(127, oui + information)));
  const documentOf = (information: string): LldpduDocument => {
    const { value, counts } = read(information);
    if (!value) throw new Error("discarded");
    expect(counts).toEqual({ tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 0, discarded: 0 });
    return lldpduDocument(value);
  };
  it.each(cases)("$name: says what was sent", ({ hex, field, value }) => {
    expect(documentOf(hex)[organization]).toMatchObject({ [field]: value });
  });

  it.each(cases)("$name: encodes into the same octets, with surplus", ({ hex }) => {
    for (const tail of ["", "a5", "a55a"]) {
      const octets = lldpduOctets(tlvHex(127, oui + hex + tail));
      const { value, counts } = decodeLldpdu(octets);
      if (counts.tlvsDiscarded > 0) continue;
      expect(value && encodeLldpdu(value).octets).toEqual(octets);
    }
  });

  it.each(cases)("$name: is discarded when it is too short", ({ hex, least, clause }) => {
    const plain = hex.replaceAll(" ", "");
    for (let length = 0; length < least; length++) {
      const result = read(plain.slice(0, 2 + 2 * length));
      expect(result.counts).toEqual({ tlvsDiscarded: 1, tlvsUnrecognized: 0, inErrors: 1, discarded: 0 });
      expect(result.faults[0]?.clause).toContain(clause);
      expect(result.faults[0]?.offset).toBeLessThanOrEqual(lldpduOctets(tlvHex(127, oui + plain)).length);
    }
    expect(octetsOf(plain).length - 1).toBeGreaterThanOrEqual(least);
  });
}

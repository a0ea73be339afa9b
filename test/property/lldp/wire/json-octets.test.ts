import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonOctets } from "../../../../src/cli/render/json-octets.ts";
import { describeLldpdu, lldpduDocument } from "../../../../src/lldp/index.ts";
import { lldpdu } from "../../../support/lldpdu-arbitraries.ts";

const textOf = (octets: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(octets);
// What a terminal would obey, and a line of NDJSON must not hold.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

describe("JSON written straight into octets", () => {
  it("says the same as the document, for every LLDPDU, without a control character", () => {
    const sink = new JsonOctets(16);
    fc.assert(
      fc.property(lldpdu, (value) => {
        sink.openObject(null);
        describeLldpdu(value, sink);
        sink.closeObject();
        const text = textOf(sink.take());
        expect(text).not.toMatch(unsafe);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(lldpduDocument(value))));
      }),
      { numRuns: 2000 },
    );
  });

  it("writes any number and any text like JSON.stringify", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.maxSafeInteger())),
        fc.string({ unit: "binary" }),
        (numbers, text) => {
          const sink = new JsonOctets();
          sink.openList(null);
          for (const number of numbers) sink.number(null, number);
          sink.text(null, text);
          sink.utf8(null, new TextEncoder().encode(text));
          sink.closeList();
          const wellFormed = new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
          expect(JSON.parse(textOf(sink.take()))).toEqual(JSON.parse(JSON.stringify([...numbers, text, wellFormed])));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

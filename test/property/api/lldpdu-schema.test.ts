import fc from "fast-check";
import { expect, test } from "vitest";
import { DecodeLine, Lldpdu } from "../../../src/api/contract.ts";
import { SchemaBook } from "../../../src/api/schema-book.ts";
import { decodeLldpdu, encodeLldpdu, lldpduDocument } from "../../../src/lldp/wire/index.ts";
import { lldpdu, octets } from "../../support/lldpdu-arbitraries.ts";
import { documentJudge } from "../../support/schema-check.ts";

const book = new SchemaBook("#/components/schemas/");
const schema = book.inline(Lldpdu) as object;
book.inline(DecodeLine);
const judge = documentJudge(book.definitions);

test("whatever a neighbor may say, its document has the fields of the published schema and no other", () => {
  fc.assert(
    fc.property(lldpdu, (value) => {
      const document = JSON.parse(JSON.stringify(lldpduDocument(value)));
      expect(judge(schema, document)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("the same for octets that were changed on the way", () => {
  fc.assert(
    fc.property(lldpdu, octets(1, 4), fc.nat(), (value, noise, at) => {
      const frame = encodeLldpdu(value, { maxLength: 65535 }).octets;
      frame.set(noise, at % Math.max(1, frame.length - noise.length));
      const decoded = decodeLldpdu(frame);
      if (decoded.value) expect(judge(schema, JSON.parse(JSON.stringify(lldpduDocument(decoded.value))))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

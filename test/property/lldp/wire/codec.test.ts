import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLldpdu, encodedLength, encodeLldpdu, lldpduDocument, msapKey, msapOf } from "../../../../src/lldp/wire/index.ts";
import { lldpdu } from "../../../support/lldpdu-arbitraries.ts";
import { optionalOctets } from "../../../support/lldpdu-octets.ts";

const unlimited = { maxLength: 65535 };
const runs = { numRuns: 2000 };

describe("the codec", () => {
  it("decodes what it encoded into the same value", () => {
    fc.assert(
      fc.property(lldpdu, (value) => {
        const { octets, leftOut } = encodeLldpdu(value, unlimited);
        expect(leftOut).toEqual([]);
        const decoded = decodeLldpdu(octets);
        expect(decoded.faults).toEqual([]);
        expect(decoded.value).toEqual(value);
      }),
      runs,
    );
  });

  it("encodes what it decoded into the same octets, up to End", () => {
    let clean = 0;
    fc.assert(
      fc.property(optionalOctets, ({ octets, end }) => {
        const decoded = decodeLldpdu(octets);
        if (decoded.outcome !== "accepted" || decoded.counts.tlvsDiscarded > 0) return;
        clean++;
        expect(encodeLldpdu(decoded.value, unlimited).octets).toEqual(octets.subarray(0, end));
      }),
      { numRuns: 5000 },
    );
    expect(clean).toBeGreaterThan(1000);
  });

  it("never throws, and points faults into the input, whatever the octets", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 600 }),
          optionalOctets.map(({ octets }) => octets),
        ),
        (octets) => {
          const decoded = decodeLldpdu(octets);
          for (const fault of decoded.faults) {
            expect(fault.offset).toBeGreaterThanOrEqual(0);
            expect(fault.offset).toBeLessThanOrEqual(octets.length);
          }
          expect(decoded.value === null).toBe(decoded.outcome === "discarded");
          if (decoded.value) JSON.parse(JSON.stringify(lldpduDocument(decoded.value)));
          msapOf(octets);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("gives one key for an MSAP, from octets and from the value", () => {
    fc.assert(
      fc.property(lldpdu, (value) => {
        expect(msapOf(encodeLldpdu(value, unlimited).octets)).toBe(msapKey(value));
      }),
    );
  });

  it("gives different keys to different MSAPs", () => {
    fc.assert(
      fc.property(lldpdu, lldpdu, (a, b) => {
        const same = ({ chassisId, portId }: typeof a) => JSON.stringify([chassisId.subtype, [...chassisId.id], portId.subtype, [...portId.id]]);
        expect(msapKey(a) === msapKey(b)).toBe(same(a) === same(b));
      }),
    );
  });

  it("keeps to the room it is given and says what it left out", () => {
    fc.assert(
      fc.property(lldpdu, fc.integer({ min: 600, max: 1500 }), (value, maxLength) => {
        const { octets, leftOut } = encodeLldpdu(value, { maxLength });
        expect(octets.length).toBeLessThanOrEqual(maxLength);
        const sent = decodeLldpdu(octets);
        expect(sent.faults).toEqual([]);
        expect(sent.value?.optional).toEqual(value.optional.filter((tlv) => !leftOut.includes(tlv)));
        for (const tlv of leftOut) expect(octets.length + encodedLength(tlv)).toBeGreaterThan(maxLength - 2);
      }),
      runs,
    );
  });
});

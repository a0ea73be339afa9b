import fc from "fast-check";

// LLDPDUs made without our encoder: legal TLV headers around octets that are often, not always, legal information.

const organizationHeaders = [
  ...Array.from({ length: 16 }, (_, subtype) => [0x00, 0x80, 0xc2, subtype]),
  ...Array.from({ length: 10 }, (_, subtype) => [0x00, 0x12, 0x0f, subtype]),
  ...Array.from({ length: 13 }, (_, subtype) => [0x00, 0x12, 0xbb, subtype]),
  [0x00, 0x1b, 0x21, 0x02],
];

const small = fc.uint8Array({ maxLength: 40 }).map((octets) => [...octets]);
/** Octets that begin with their own length, give or take one. */
const counted = fc.tuple(small, fc.constantFrom(0, 0, 0, 1, -1)).map(([octets, slip]) => [Math.max(0, octets.length + slip), ...octets]);

const information = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...organizationHeaders), fc.oneof(small, counted))
      .map(([header, rest]) => ({ type: 127, octets: [...header, ...rest] })),
  },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 4, max: 8 }), fc.oneof(small, counted)).map(([type, octets]) => ({ type, octets })) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: 127 }), small).map(([type, octets]) => ({ type, octets })) },
);

const tlvOctets = (type: number, octets: readonly number[]): number[] => [(type << 1) | (octets.length >> 8), octets.length & 0xff, ...octets];
const mandatory = [...tlvOctets(1, [4, 2, 0, 0, 0, 0, 1]), ...tlvOctets(2, [5, 101, 116, 104, 48]), ...tlvOctets(3, [0, 121])];

/** An LLDPDU with its three mandatory TLVs, and where it ends: behind End, or with the octets. */
export const optionalOctets: fc.Arbitrary<{ readonly octets: Uint8Array; readonly end: number }> = fc
  .tuple(fc.array(information, { maxLength: 4 }), fc.option(fc.uint8Array({ maxLength: 30 })))
  .map(([tlvs, trailer]) => {
    const body = [...mandatory, ...tlvs.filter(({ type }) => type > 3).flatMap(({ type, octets }) => tlvOctets(type, octets))];
    const octets = trailer ? [...body, 0, 0, ...trailer] : body;
    return { octets: Uint8Array.from(octets), end: body.length + (trailer ? 2 : 0) };
  });

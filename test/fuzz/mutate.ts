/** Gives 0 <= x < 1. */
export type Random = () => number;

const interesting = [0, 1, 2, 4, 0x7f, 0x80, 0xff, 0xfe, 0x20, 0x22, 0x0a, 0x2d, 0x7b, 0x7d, 0x5b, 0x3a];
const longest = 4096;

/** A variant of `octets`: some octets changed, cut out, doubled, or a piece of `other` in them. */
export function mutate(octets: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result: Uint8Array = octets.slice();
  for (let count = 1 + below(4, random); count > 0; count--) result = change(result, other, random);
  return result.subarray(0, longest);
}

function change(octets: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const at = below(octets.length + 1, random);
  const length = below(Math.min(64, octets.length - at) + 1, random);
  switch (below(6, random)) {
    case 0:
      return joined(octets.subarray(0, at), octets.subarray(at + length));
    case 1:
      return joined(octets.subarray(0, at + length), octets.subarray(at));
    case 2: {
      const from = below(other.length + 1, random);
      const piece = other.subarray(from, from + below(64, random));
      return joined(octets.subarray(0, at), piece, octets.subarray(at + length));
    }
    case 3:
      return joined(octets.subarray(0, at), Uint8Array.of(interesting[below(interesting.length, random)] as number), octets.subarray(at));
    case 4:
      if (at < octets.length) octets[at] = interesting[below(interesting.length, random)] as number;
      return octets;
    default:
      if (at < octets.length) octets[at] = (octets[at] as number) ^ (1 << below(8, random));
      return octets;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

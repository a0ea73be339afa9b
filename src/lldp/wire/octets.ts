/** What a TLV without surplus octets has for `surplus`. */
export const noOctets: Uint8Array = new Uint8Array(0);

/** Octets from `start` to `end` as a view, `noOctets` when there are none. */
export function octetsBetween(octets: Uint8Array, start: number, end: number): Uint8Array {
  return start < end ? octets.subarray(start, end) : noOctets;
}

/** Two octets at `offset`, big-endian. The caller has checked the length, here and below. */
export function u16At(octets: Uint8Array, offset: number): number {
  return ((octets[offset] as number) << 8) | (octets[offset + 1] as number);
}

/** Three octets at `offset`, big-endian. */
export function u24At(octets: Uint8Array, offset: number): number {
  return (u16At(octets, offset) << 8) | (octets[offset + 2] as number);
}

/** Four octets at `offset`, big-endian, 0 to 2^32 - 1. */
export function u32At(octets: Uint8Array, offset: number): number {
  return u16At(octets, offset) * 0x10000 + u16At(octets, offset + 2);
}

/** The two octets of a number, big-endian; higher bits are dropped, here and below. */
export function u16Octets(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

/** The three octets of a number, big-endian. */
export function u24Octets(value: number): readonly [number, number, number] {
  return [(value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** The four octets of a number, big-endian. */
export function u32Octets(value: number): readonly [number, number, number, number] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** `bit` when `on`, else 0. */
export function bitIf(on: boolean, bit: number): number {
  return on ? bit : 0;
}

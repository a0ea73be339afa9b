import { fromHex, hexDigits } from "./hex.ts";

const colon = ":".charCodeAt(0);

/** A MAC address as text: six lower-case octets joined by colons. */
export type MacAddress = string;

/** Six octets at `offset` as `02:00:00:00:00:01`. The caller has checked the length. One call makes one flat string: small and fast. */
export function formatMac(octets: Uint8Array, offset = 0): MacAddress {
  const a = octets[offset] as number;
  const b = octets[offset + 1] as number;
  const c = octets[offset + 2] as number;
  const d = octets[offset + 3] as number;
  const e = octets[offset + 4] as number;
  const f = octets[offset + 5] as number;
  // biome-ignore format: a pair a line
  return String.fromCharCode(
    high(a), low(a), colon,
    high(b), low(b), colon,
    high(c), low(c), colon,
    high(d), low(d), colon,
    high(e), low(e), colon,
    high(f), low(f),
  );
}

function high(octet: number): number {
  return hexDigits[octet >> 4] as number;
}

function low(octet: number): number {
  return hexDigits[octet & 15] as number;
}

/** The six octets of a MAC address with any usual separator, or null when the text is none. */
export function parseMac(text: string): Uint8Array | null {
  const octets = fromHex(text);
  return octets?.length === 6 ? octets : null;
}

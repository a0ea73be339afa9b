import { fromHex, hexDigits } from "./hex.ts";

/** A MAC address as text: six lower-case octets joined by colons. */
export type MacAddress = string;

/** Six octets at `offset` as `02:00:00:00:00:01`. The caller has checked the length. */
export function formatMac(octets: Uint8Array, offset = 0): MacAddress {
  return hexDigits(octets, offset, offset + 6, true);
}

/** The six octets of a MAC address with any usual separator, or null when the text is none. */
export function parseMac(text: string): Uint8Array | null {
  const octets = fromHex(text);
  return octets?.length === 6 ? octets : null;
}

/** Character codes of the sixteen digits. */
export const hexDigits = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const longestCall = 4096;

/** Octets as lower-case hexadecimal, two digits each, no separator. Made at once: a string that grew by pieces keeps them all, which is five times its size. */
export function toHex(octets: Uint8Array): string {
  if (octets.length > longestCall) return toHex(octets.subarray(0, longestCall)) + toHex(octets.subarray(longestCall));
  const codes = new Array<number>(2 * octets.length);
  let at = 0;
  for (let index = 0; index < octets.length; index++) {
    const octet = octets[index] as number;
    codes[at++] = hexDigits[octet >> 4] as number;
    codes[at++] = hexDigits[octet & 15] as number;
  }
  return String.fromCharCode.apply(null, codes);
}

/** Octets of hexadecimal text (separators `:`, `-`, `.`, `,` and spaces are ignored), or null when it is not hexadecimal. */
export function fromHex(text: string): Uint8Array | null {
  const plain = text.replaceAll(/[\s:.,-]/g, "");
  if (plain.length % 2 !== 0 || /[^0-9a-f]/i.test(plain)) return null;
  const octets = new Uint8Array(plain.length / 2);
  for (let index = 0; index < octets.length; index++) octets[index] = Number.parseInt(plain.slice(2 * index, 2 * index + 2), 16);
  return octets;
}

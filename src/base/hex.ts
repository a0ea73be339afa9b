const digits = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"));

/** One octet (0 to 255) as two lower-case digits. */
export function hexOctet(octet: number): string {
  return digits[octet] as string;
}

/** Octets as lower-case hexadecimal, two digits each, no separator. */
export function toHex(octets: Uint8Array): string {
  let text = "";
  for (let index = 0; index < octets.length; index++) text += digits[octets[index] as number];
  return text;
}

/** Octets of hexadecimal text (separators `:`, `-`, `.`, `,` and spaces are ignored), or null when it is not hexadecimal. */
export function fromHex(text: string): Uint8Array | null {
  const plain = text.replaceAll(/[\s:.,-]/g, "");
  if (plain.length % 2 !== 0 || /[^0-9a-f]/i.test(plain)) return null;
  const octets = new Uint8Array(plain.length / 2);
  for (let index = 0; index < octets.length; index++) octets[index] = Number.parseInt(plain.slice(2 * index, 2 * index + 2), 16);
  return octets;
}

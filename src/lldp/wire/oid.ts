/** BER contents octets of an object identifier as dotted text (X.690 8.19), or null when they are none or a number passes 2^53. */
export function oidText(octets: Uint8Array): string | null {
  if (octets.length === 0 || (octets[octets.length - 1] as number) & 0x80) return null;
  const numbers: number[] = [];
  let value = 0;
  for (const octet of octets) {
    value = value * 128 + (octet & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) return null;
    if (octet & 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const first = numbers[0] as number;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - 40 * root, ...numbers.slice(1)].join(".");
}

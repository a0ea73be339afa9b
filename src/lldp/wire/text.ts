import { type TlvFault, tlvFault } from "./tlv.ts";

// Port Description, System Name, System Description (802.1AB-2016 8.5.5 to 8.5.7): the whole information string is text, 0..255 octets.
// The octets are the value: UTF-8 or not, they are kept. Text is made of them when somebody asks.

export const textKinds = ["port-description", "system-name", "system-description"] as const;
export type TextKind = (typeof textKinds)[number];

export interface TextTlv {
  readonly kind: TextKind;
  /** 0 to 255 octets, meant to be UTF-8. */
  readonly octets: Uint8Array;
}

/** The longest string that 802.1AB lets anybody send. */
export const maxTextLength = 255;

const textDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const textEncoder = new TextEncoder();

/** The text TLV in octets `start` to `end`. */
export function decodeText(kind: TextKind, octets: Uint8Array, start: number, end: number): TextTlv | TlvFault {
  if (end - start > maxTextLength) return tlvFault("too-long", start, textClause(kind));
  return { kind, octets: octets.subarray(start, end) };
}

/** Where 802.1AB-2016 defines the text. */
export function textClause(kind: TextKind): string {
  return `802.1AB-2016 8.5.${5 + textKinds.indexOf(kind)}`;
}

/** Octets as text; what is not UTF-8 becomes U+FFFD. Controls stay: `printable` is for whoever shows it. */
export function utf8Text(octets: Uint8Array): string {
  return textDecoder.decode(octets);
}

/** Whether all octets are visible ASCII or space. */
export function isPlainText(octets: Uint8Array): boolean {
  return octets.every((octet) => octet >= 0x20 && octet < 0x7f);
}

/** UTF-8 of `text`, cut at `limit` octets on a character boundary. */
export function utf8Octets(text: string, limit: number = maxTextLength): Uint8Array {
  const octets = textEncoder.encode(text);
  if (octets.length <= limit) return octets;
  let end = limit;
  while (end > 0 && ((octets[end] as number) & 0xc0) === 0x80) end--;
  return octets.slice(0, end);
}

import type { DocumentSink } from "../../lldp/index.ts";
import { utf8Text } from "../../lldp/index.ts";
import { jsonText } from "./json-text.ts";

const encoder = new TextEncoder();
const hexDigits = encoder.encode("0123456789abcdef");
const comma = 0x2c;
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const lineFeed = 0x0a;
const zero = 0x30;
const nullWord = encoder.encode("null");
const trueWord = encoder.encode("true");
const falseWord = encoder.encode("false");

/**
 * Writes JSON straight into octets: no strings are made for names, numbers and plain text, which is what `decode` spends its time on.
 * What a terminal would obey comes out escaped, like in `jsonText`.
 */
export class JsonOctets implements DocumentSink {
  #octets: Uint8Array;
  #at = 0;
  /** `"name":` in octets. */
  readonly #names = new Map<string, Uint8Array>();

  constructor(capacity = 1 << 16) {
    this.#octets = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#at;
  }

  /** What was written, as octets of its own; the next document starts anew. */
  take(): Uint8Array {
    const taken = this.#octets.slice(0, this.#at);
    this.#at = 0;
    return taken;
  }

  /** Octets as they are, between documents. */
  raw(octets: Uint8Array): void {
    this.#room(octets.length);
    this.#copy(octets);
  }

  openObject(name: string | null): void {
    this.#begin(name);
    this.#octets[this.#at++] = openBrace;
  }

  closeObject(): void {
    this.#room(1);
    this.#octets[this.#at++] = closeBrace;
  }

  openList(name: string | null): void {
    this.#begin(name);
    this.#octets[this.#at++] = openBracket;
  }

  closeList(): void {
    this.#room(1);
    this.#octets[this.#at++] = closeBracket;
  }

  nothing(name: string | null): void {
    this.#begin(name);
    this.#copy(nullWord);
  }

  flag(name: string | null, value: boolean): void {
    this.#begin(name);
    this.#copy(value ? trueWord : falseWord);
  }

  number(name: string | null, value: number): void {
    this.#begin(name);
    if (Number.isInteger(value) && value >= 0 && value < 1e15) this.#digits(value);
    else this.#ascii(String(value));
  }

  word(name: string | null, value: string): void {
    this.#begin(name);
    this.#room(value.length + 2);
    this.#octets[this.#at++] = quote;
    this.#ascii(value);
    this.#octets[this.#at++] = quote;
  }

  text(name: string | null, value: string): void {
    this.#begin(name);
    const octets = encoder.encode(jsonText(value));
    this.#room(octets.length);
    this.#copy(octets);
  }

  utf8(name: string | null, octets: Uint8Array): void {
    if (!isPlain(octets)) {
      this.text(name, utf8Text(octets));
      return;
    }
    this.#begin(name);
    this.#room(octets.length + 2);
    this.#octets[this.#at++] = quote;
    this.#copy(octets);
    this.#octets[this.#at++] = quote;
  }

  hex(name: string | null, octets: Uint8Array): void {
    this.#begin(name);
    this.#room(2 * octets.length + 2);
    const target = this.#octets;
    let at = this.#at;
    target[at++] = quote;
    for (let index = 0; index < octets.length; index++) {
      const octet = octets[index] as number;
      target[at++] = hexDigits[octet >> 4] as number;
      target[at++] = hexDigits[octet & 15] as number;
    }
    target[at++] = quote;
    this.#at = at;
  }

  /** Comma where one is due, and the name. Leaves room for what every value may need at least. */
  #begin(name: string | null): void {
    const field = name === null ? null : (this.#names.get(name) ?? this.#learn(name));
    this.#room((field === null ? 0 : field.length) + 32);
    const before = this.#at === 0 ? openBrace : this.#octets[this.#at - 1];
    if (before !== openBrace && before !== openBracket && before !== lineFeed) this.#octets[this.#at++] = comma;
    if (field !== null) this.#copy(field);
  }

  #learn(name: string): Uint8Array {
    const field = encoder.encode(`"${name}":`);
    this.#names.set(name, field);
    return field;
  }

  #digits(value: number): void {
    let count = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
    let rest = value;
    for (let at = this.#at + count - 1; at >= this.#at; at--) {
      const next = Math.floor(rest / 10);
      this.#octets[at] = zero + (rest - 10 * next);
      rest = next;
    }
    this.#at += count;
  }

  #ascii(text: string): void {
    const target = this.#octets;
    let at = this.#at;
    for (let index = 0; index < text.length; index++) target[at++] = text.charCodeAt(index);
    this.#at = at;
  }

  #copy(octets: Uint8Array): void {
    const target = this.#octets;
    const start = this.#at;
    for (let index = 0; index < octets.length; index++) target[start + index] = octets[index] as number;
    this.#at = start + octets.length;
  }

  #room(count: number): void {
    if (this.#at + count <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#octets.length, this.#at + count));
    grown.set(this.#octets.subarray(0, this.#at));
    this.#octets = grown;
  }
}

/** Whether JSON takes the octets as they are: visible ASCII and space without quote and backslash. */
function isPlain(octets: Uint8Array): boolean {
  for (let index = 0; index < octets.length; index++) {
    const octet = octets[index] as number;
    if (octet < 0x20 || octet > 0x7e || octet === quote || octet === backslash) return false;
  }
  return true;
}

import { jsonText } from "../../base/index.ts";
import type { DocumentSink } from "../../lldp/index.ts";
import { utf8Text } from "../../lldp/index.ts";

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

/** A field's name in octets, as it stands in front of its value. */
interface Name {
  readonly name: string;
  /** The field that followed last time: documents tell their fields in one order. */
  next: Name | null;
  readonly first: Uint8Array;
  readonly later: Uint8Array;
  /** With `null` behind it: most fields of most documents. */
  readonly laterNull: Uint8Array;
}

/**
 * Writes JSON straight into octets: no strings are made for names, numbers and plain text, which is what `decode` spends its time on.
 * What a terminal would obey comes out escaped, like in `jsonText`.
 */
export class JsonOctets implements DocumentSink {
  #octets: Uint8Array;
  #at = 0;
  readonly #names = new Map<string, Name>();
  #last: Name = named("");

  constructor(capacity = 1 << 16) {
    this.#octets = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#at;
  }

  /** Lends what was written until something else is; then the next document starts anew. */
  take(): Uint8Array {
    const taken = this.#octets.subarray(0, this.#at);
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
    if (name === null || this.#isFirst()) {
      this.#begin(name);
      this.#copy(nullWord);
      return;
    }
    const { laterNull } = this.#nameOf(name);
    this.#room(laterNull.length);
    this.#copy(laterNull);
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
    if (isPlainString(value)) {
      this.word(name, value);
      return;
    }
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
    const first = this.#isFirst();
    if (name === null) {
      this.#room(32);
      if (!first) this.#octets[this.#at++] = comma;
      return;
    }
    const known = this.#nameOf(name);
    const field = first ? known.first : known.later;
    this.#room(field.length + 32);
    this.#copy(field);
  }

  #isFirst(): boolean {
    if (this.#at === 0) return true;
    const before = this.#octets[this.#at - 1];
    return before === openBrace || before === openBracket || before === lineFeed;
  }

  #nameOf(name: string): Name {
    let found = this.#last.next;
    if (found?.name !== name) {
      found = this.#names.get(name) ?? named(name);
      this.#names.set(name, found);
      this.#last.next = found;
    }
    this.#last = found;
    return found;
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
    this.#octets.set(octets, this.#at);
    this.#at += octets.length;
  }

  #room(count: number): void {
    if (this.#at + count <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#octets.length, this.#at + count));
    grown.set(this.#octets.subarray(0, this.#at));
    this.#octets = grown;
  }
}

function named(name: string): Name {
  return {
    name,
    next: null,
    first: encoder.encode(`"${name}":`),
    later: encoder.encode(`,"${name}":`),
    laterNull: encoder.encode(`,"${name}":null`),
  };
}

/** Whether JSON takes the octet as it is: visible ASCII and space without quote and backslash. */
function isPlainOctet(octet: number): boolean {
  return octet >= 0x20 && octet <= 0x7e && octet !== quote && octet !== backslash;
}

function isPlain(octets: Uint8Array): boolean {
  for (let index = 0; index < octets.length; index++) if (!isPlainOctet(octets[index] as number)) return false;
  return true;
}

function isPlainString(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isPlainOctet(text.charCodeAt(index))) return false;
  return true;
}

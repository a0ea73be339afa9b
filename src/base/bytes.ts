/** Reads big-endian fields. Reading past the end is a bug of the caller (check `has` first) and throws. */
export class ByteReader {
  readonly #octets: Uint8Array;
  #at: number;
  readonly #end: number;

  constructor(octets: Uint8Array, start = 0, end = octets.length) {
    this.#octets = octets;
    this.#at = start;
    this.#end = end;
  }

  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  has(count: number): boolean {
    return this.remaining >= count;
  }

  u8(): number {
    this.#need(1);
    return this.#octets[this.#at++] as number;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  u24(): number {
    return (this.u16() << 8) | this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  /** A view of the next `count` octets; copy before keeping it. */
  take(count: number): Uint8Array {
    this.#need(count);
    this.#at += count;
    return this.#octets.subarray(this.#at - count, this.#at);
  }

  rest(): Uint8Array {
    return this.take(this.remaining);
  }

  #need(count: number): void {
    if (count > this.remaining) throw new RangeError(`read of ${count} octets at ${this.#at} past the end ${this.#end}`);
  }
}

/** Writes big-endian fields into a buffer that grows. */
export class ByteWriter {
  #octets: Uint8Array;
  #length = 0;

  constructor(capacity = 256) {
    this.#octets = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    this.#room(1);
    this.#octets[this.#length++] = value;
    return this;
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value);
  }

  u24(value: number): this {
    return this.u8(value >>> 16).u16(value);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value);
  }

  bytes(octets: Uint8Array): this {
    this.#room(octets.length);
    this.#octets.set(octets, this.#length);
    this.#length += octets.length;
    return this;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#octets.slice(0, this.#length);
  }

  #room(count: number): void {
    if (this.#length + count <= this.#octets.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#octets.length, this.#length + count));
    grown.set(this.#octets.subarray(0, this.#length));
    this.#octets = grown;
  }
}

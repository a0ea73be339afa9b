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

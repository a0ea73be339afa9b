/**
 * Takes a document piece by piece, in order. One description of each TLV serves all outputs: a plain value, a JSON line in octets.
 * `name` is the field's name inside an object and null inside a list.
 */
export interface DocumentSink {
  openObject(name: string | null): void;
  closeObject(): void;
  openList(name: string | null): void;
  closeList(): void;
  nothing(name: string | null): void;
  flag(name: string | null, value: boolean): void;
  /** A finite number. */
  number(name: string | null, value: number): void;
  /** A word of ours: ASCII without quotes, backslashes or controls. */
  word(name: string | null, value: string): void;
  /** Any string. */
  text(name: string | null, value: string): void;
  /** Octets from the wire that are meant to be UTF-8. */
  utf8(name: string | null, octets: Uint8Array): void;
  /** Octets as lower-case hex. */
  hex(name: string | null, octets: Uint8Array): void;
}

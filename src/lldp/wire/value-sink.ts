import { toHex } from "../../base/index.ts";
import type { DocumentSink } from "./document-sink.ts";
import { utf8Text } from "./text.ts";

type Fields = Record<string, unknown>;

/** Collects a document as a plain value. */
export class ValueSink implements DocumentSink {
  /** The document: the object that everything was told into. */
  readonly root: Fields = {};
  readonly #open: (Fields | unknown[])[] = [this.root];

  openObject(name: string | null): void {
    this.#descend(name, {});
  }

  openList(name: string | null): void {
    this.#descend(name, []);
  }

  closeObject(): void {
    this.#open.pop();
  }

  closeList(): void {
    this.#open.pop();
  }

  nothing(name: string | null): void {
    this.#put(name, null);
  }

  flag(name: string | null, value: boolean): void {
    this.#put(name, value);
  }

  number(name: string | null, value: number): void {
    this.#put(name, value);
  }

  word(name: string | null, value: string): void {
    this.#put(name, value);
  }

  text(name: string | null, value: string): void {
    this.#put(name, value);
  }

  utf8(name: string | null, octets: Uint8Array): void {
    this.#put(name, utf8Text(octets));
  }

  hex(name: string | null, octets: Uint8Array): void {
    this.#put(name, toHex(octets));
  }

  #descend(name: string | null, child: Fields | unknown[]): void {
    this.#put(name, child);
    this.#open.push(child);
  }

  #put(name: string | null, value: unknown): void {
    const parent = this.#open[this.#open.length - 1];
    if (Array.isArray(parent)) parent.push(value);
    else if (parent && name !== null) parent[name] = value;
  }
}

/** The values of a key. */
export interface Values extends Iterable<string> {
  readonly size: number;
  has(value: string): boolean;
}

/** A set of strings per key; empty sets are not kept. */
export class MultiMap {
  readonly #values = new Map<string, Values>();

  get size(): number {
    return this.#values.size;
  }

  add(key: string, value: string): void {
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, new Single(value));
    else if (values instanceof Set) values.add(value);
    else if (!values.has(value)) this.#values.set(key, new Set([...values, value]));
  }

  delete(key: string, value: string): void {
    const values = this.#values.get(key);
    if (!values?.has(value)) return;
    if (values instanceof Set && values.size > 1) values.delete(value);
    else this.#values.delete(key);
  }

  get(key: string): Values {
    return this.#values.get(key) ?? nothing;
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }
}

/** Most keys have one value: a port one wire, one neighbor, one link. A set for each would be most of what the graph weighs. */
class Single implements Values {
  readonly size = 1;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  has(value: string): boolean {
    return value === this.#value;
  }

  [Symbol.iterator](): Iterator<string> {
    return [this.#value].values();
  }
}

const nothing: Values = new Set<string>();

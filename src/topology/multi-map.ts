/** The values of a key. */
export interface Values extends Iterable<string> {
  readonly size: number;
  has(value: string): boolean;
}

/**
 * A set of strings per key; empty sets are not kept. Most keys have one value (a port one wire, one neighbor, one link), which is kept as
 * it is: a set, or an object, for each would be most of what a graph of many ports weighs.
 */
export class MultiMap {
  readonly #values = new Map<string, string | Set<string>>();

  get size(): number {
    return this.#values.size;
  }

  add(key: string, value: string): void {
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, value);
    else if (typeof values !== "string") values.add(value);
    else if (values !== value) this.#values.set(key, new Set([values, value]));
  }

  delete(key: string, value: string): void {
    const values = this.#values.get(key);
    if (values === undefined) return;
    if (typeof values !== "string" && values.size > 1) values.delete(value);
    else if (values === value || (typeof values !== "string" && values.has(value))) this.#values.delete(key);
  }

  get(key: string): Values {
    const values = this.#values.get(key);
    if (values === undefined) return nothing;
    return typeof values === "string" ? new Single(values) : values;
  }

  has(key: string, value: string): boolean {
    const values = this.#values.get(key);
    return values === value || (values !== undefined && typeof values !== "string" && values.has(value));
  }

  /** How many values the key has. */
  count(key: string): number {
    const values = this.#values.get(key);
    return values === undefined ? 0 : typeof values === "string" ? 1 : values.size;
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }
}

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

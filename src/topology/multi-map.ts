/** A set of strings per key; empty sets are not kept. */
export class MultiMap {
  readonly #sets = new Map<string, Set<string>>();

  get size(): number {
    return this.#sets.size;
  }

  add(key: string, value: string): void {
    const set = this.#sets.get(key);
    if (set) set.add(value);
    else this.#sets.set(key, new Set([value]));
  }

  delete(key: string, value: string): void {
    const set = this.#sets.get(key);
    if (set?.delete(value) && set.size === 0) this.#sets.delete(key);
  }

  get(key: string): ReadonlySet<string> {
    return this.#sets.get(key) ?? nothing;
  }

  keys(): Iterable<string> {
    return this.#sets.keys();
  }
}

const nothing: ReadonlySet<string> = new Set();

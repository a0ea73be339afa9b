/** An nsid: a number that one namespace has for another. */
export interface NamespaceId {
  readonly namespace: number;
  readonly id: number;
}

/** What nsids mean, and by which nsids a namespace is known: both ways in constant time. */
export class NamespaceIds {
  readonly #meanings = new Map<number, Map<number, number>>();
  readonly #known = new Map<number, NamespaceId[]>();

  meaningOf(namespace: number, id: number): number | null {
    return this.#meanings.get(namespace)?.get(id) ?? null;
  }

  /** The nsids of others that mean this namespace. */
  knownAs(meaning: number): readonly NamespaceId[] {
    return this.#known.get(meaning) ?? [];
  }

  learn(namespace: number, id: number, meaning: number): void {
    this.forget(namespace, id);
    const ids = this.#meanings.get(namespace) ?? new Map<number, number>();
    this.#meanings.set(namespace, ids.set(id, meaning));
    this.#known.set(meaning, [...this.knownAs(meaning), { namespace, id }]);
  }

  forget(namespace: number, id: number): void {
    const meaning = this.meaningOf(namespace, id);
    if (meaning === null) return;
    this.#meanings.get(namespace)?.delete(id);
    const left = this.knownAs(meaning).filter((each) => each.namespace !== namespace || each.id !== id);
    if (left.length > 0) this.#known.set(meaning, left);
    else this.#known.delete(meaning);
  }

  /** The namespace is gone: its own nsids and those that mean it. */
  drop(namespace: number): void {
    for (const id of [...(this.#meanings.get(namespace)?.keys() ?? [])]) this.forget(namespace, id);
    for (const each of this.knownAs(namespace)) this.forget(each.namespace, each.id);
    this.#meanings.delete(namespace);
  }
}

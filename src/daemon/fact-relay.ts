import type { Fact } from "../topology/index.ts";

type Listener = (facts: readonly Fact[]) => void;

/** Hands facts to one listener, all from the first one on, also when it comes late. */
export class FactRelay {
  #kept: Fact[] = [];
  #listener: Listener | null = null;

  take(facts: readonly Fact[]): void {
    if (this.#listener) this.#listener(facts);
    else for (const fact of facts) this.#kept.push(fact);
  }

  /** Returns what ends the listening. A second listener takes the place of the first. */
  listen(listener: Listener): () => void {
    this.#listener = listener;
    listener(this.#kept);
    this.#kept = [];
    return () => {
      this.#listener = () => {};
    };
  }
}

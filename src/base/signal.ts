/** Ordered, synchronous listeners. A listener that throws is a bug and is not caught. */
export class Signal<T> {
  #listeners: readonly ((value: T) => void)[] = [];

  /** Calls `listener` for every value from now on. Returns what unsubscribes it; safe to call twice, also while emitting. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  /** Calls every present listener in the order of subscription. */
  emit(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  /** Whether anybody listens. */
  get observed(): boolean {
    return this.#listeners.length > 0;
  }
}

import type { Instant } from "./instant.ts";

/** Something that falls due. The queue keeps its place in `slot`: -1 when it is in none; nobody else writes it. */
export interface Due {
  deadline: Instant;
  slot: number;
}

/** Items by deadline, earliest first: a binary heap that knows where each item lies, so that one can be moved or taken out. */
export class DeadlineQueue<T extends Due> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The item that falls due first, or null. */
  get first(): T | null {
    return this.#heap[0] ?? null;
  }

  /** Puts an item in, or to its new place when its deadline was changed. */
  place(item: T): void {
    if (item.slot < 0) {
      item.slot = this.#heap.length;
      this.#heap.push(item);
    }
    this.#settle(item);
  }

  /** Takes an item out; nothing happens when it is not in. */
  remove(item: T): void {
    if (item.slot < 0) return;
    const last = this.#heap.pop() as T;
    if (last !== item) {
      last.slot = item.slot;
      this.#heap[item.slot] = last;
      this.#settle(last);
    }
    item.slot = -1;
  }

  #settle(item: T): void {
    let at = item.slot;
    for (let above = (at - 1) >> 1; at > 0 && item.deadline < (this.#heap[above] as T).deadline; above = (at - 1) >> 1) {
      this.#put(this.#heap[above] as T, at);
      at = above;
    }
    for (let below = this.#earlierChild(at); below && below.deadline < item.deadline; below = this.#earlierChild(at)) {
      const hole = below.slot;
      this.#put(below, at);
      at = hole;
    }
    this.#put(item, at);
  }

  #earlierChild(at: number): T | undefined {
    const left = this.#heap[2 * at + 1];
    const right = this.#heap[2 * at + 2];
    return right && left && right.deadline < left.deadline ? right : left;
  }

  #put(item: T, at: number): void {
    this.#heap[at] = item;
    item.slot = at;
  }
}

import type { Cancel, Clock, Instant } from "../../src/base/index.ts";

/** A clock that stands still until it is turned; what falls due runs in order, each at its own time. */
export class TurnedClock implements Clock {
  /** Milliseconds that every run comes too late, as on a busy event loop. */
  late = 0;
  #now: Instant = 0;
  #next = 0;
  readonly #waiting = new Map<number, { readonly deadline: Instant; readonly run: () => void }>();
  readonly #epoch = Date.UTC(2026, 0, 1);

  now(): Instant {
    return this.#now;
  }

  wall(): number {
    return this.#epoch + this.#now;
  }

  at(deadline: Instant, run: () => void): Cancel {
    const key = this.#next++;
    this.#waiting.set(key, { deadline, run });
    return () => this.#waiting.delete(key);
  }

  /** How many runs are scheduled. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Moves time forward by so many milliseconds. */
  turn(by: number): void {
    const end = this.#now + by;
    for (;;) {
      const due = [...this.#waiting]
        .filter(([, each]) => each.deadline <= end)
        .sort(([a, one], [b, other]) => one.deadline - other.deadline || a - b)[0];
      if (!due) break;
      const [key, { deadline, run }] = due;
      this.#waiting.delete(key);
      this.#now = Math.max(this.#now, deadline + this.late);
      run();
    }
    this.#now = Math.max(this.#now, end);
  }
}

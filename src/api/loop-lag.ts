import type { Cancel, Clock, Duration } from "../base/index.ts";

const interval: Duration = 250;
const kept = 240;

export interface LagSummary {
  /** Milliseconds that the last sample was late. */
  readonly last: Duration;
  /** Over the last minute. */
  readonly p99: Duration;
  readonly max: Duration;
}

/** How late the event loop runs: a timer that says by how much it was missed, four times a second. */
export class LoopLag {
  readonly #clock: Clock;
  readonly #samples: Duration[] = [];
  #cancel: Cancel;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#cancel = this.#arm();
  }

  get last(): Duration {
    return this.#samples.at(-1) ?? 0;
  }

  get summary(): LagSummary {
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return { last: this.last, p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0, max: sorted.at(-1) ?? 0 };
  }

  close(): void {
    this.#cancel();
  }

  #arm(): Cancel {
    const due = this.#clock.now() + interval;
    return this.#clock.at(due, () => {
      this.#samples.push(Math.max(0, this.#clock.now() - due));
      if (this.#samples.length > kept) this.#samples.shift();
      this.#cancel = this.#arm();
    });
  }
}

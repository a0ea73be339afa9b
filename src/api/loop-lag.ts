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
  #sustained: Duration = 0;
  #cancel: Cancel;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#cancel = this.#arm();
  }

  /** What every one of the last three samples exceeded: a loop that was blocked once has caught up, one that stays behind has not. */
  get sustained(): Duration {
    return this.#sustained;
  }

  get summary(): LagSummary {
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return { last: this.#samples.at(-1) ?? 0, p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0, max: sorted.at(-1) ?? 0 };
  }

  close(): void {
    this.#cancel();
  }

  #arm(): Cancel {
    const due = this.#clock.now() + interval;
    return this.#clock.at(due, () => {
      this.#samples.push(Math.max(0, this.#clock.now() - due));
      if (this.#samples.length > kept) this.#samples.shift();
      this.#sustained = this.#samples.length < 3 ? 0 : Math.min(...this.#samples.slice(-3));
      this.#cancel = this.#arm();
    });
  }
}

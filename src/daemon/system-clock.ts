import { type Cancel, type Clock, DeadlineQueue, type Due, type Instant } from "../base/index.ts";

const longestTimer = 2 ** 31 - 1;

interface Scheduled extends Due {
  readonly run: () => void;
}

/**
 * The clock of the daemon: monotonic time, and one timer of the environment for everything that waits, however many ports there are.
 * The only file besides the command line's clock that asks the system for time.
 */
export class SystemClock implements Clock {
  readonly #queue = new DeadlineQueue<Scheduled>();
  #timer: NodeJS.Timeout | null = null;
  #armedFor: Instant = Number.POSITIVE_INFINITY;

  now(): Instant {
    return performance.now();
  }

  wall(): number {
    return Date.now();
  }

  at(deadline: Instant, run: () => void): Cancel {
    const scheduled: Scheduled = { deadline, slot: -1, run };
    this.#queue.place(scheduled);
    if (deadline < this.#armedFor) this.#arm();
    return () => this.#queue.remove(scheduled);
  }

  /** Forgets everything that waits, so that the process can end. */
  close(): void {
    for (let first = this.#queue.first; first; first = this.#queue.first) this.#queue.remove(first);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
  }

  // A timer that comes too early for what is left (its first was canceled) costs one wake-up; arming anew at each cancel would cost more.
  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const { first } = this.#queue;
    this.#armedFor = first ? first.deadline : Number.POSITIVE_INFINITY;
    const wait = first ? Math.min(longestTimer, Math.max(0, Math.ceil(first.deadline - this.now()))) : 0;
    this.#timer = first ? setTimeout(() => this.#wake(), wait) : null;
  }

  #wake(): void {
    this.#timer = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
    // What is due now runs; what it schedules for now waits for the next turn, so that sockets are served in between.
    const due: Scheduled[] = [];
    const now = this.now();
    for (let first = this.#queue.first; first && first.deadline <= now; first = this.#queue.first) {
      this.#queue.remove(first);
      due.push(first);
    }
    for (const each of due) each.run();
    this.#arm();
  }
}

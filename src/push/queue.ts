import type { Cancel, Clock, Duration, Logger } from "../base/index.ts";
import { type Point, sanitize } from "./point.ts";
import { type PointWriter, WriteError } from "./writer.ts";

export interface QueueOptions {
  readonly writer: PointWriter;
  readonly clock: Clock;
  readonly log: Logger;
  /** In [0, 1): spreads the retries of many hosts. */
  readonly random: () => number;
  /** Points that may wait; the oldest go first beyond it. Default 100,000. */
  readonly limit?: number;
  /** Points of one write. Default 5,000. */
  readonly batch?: number;
  /** How long points are gathered. Default 1 s. */
  readonly gather?: Duration;
}

export interface QueueFigures {
  readonly queued: number;
  readonly written: number;
  /** `overflow`: the queue was full. `refused`: the server could read the batch and did not want it. */
  readonly dropped: { readonly overflow: number; readonly refused: number };
  readonly errors: number;
  /** The last error while the server does not take our points, else null. */
  readonly error: string | null;
}

const shortestRetry: Duration = 1000;
const longestRetry: Duration = 60_000;

/** A bounded queue in front of a server that may be away. In order; one write at a time; nothing is lost within the bound. */
export class PointQueue {
  readonly #options: Required<QueueOptions>;
  #points: Point[] = [];
  #writing = 0;
  #written = 0;
  #dropped = { overflow: 0, refused: 0 };
  #errors = 0;
  #error: string | null = null;
  #retry = shortestRetry;
  #timer: Cancel | null = null;
  #flushing: Promise<void> | null = null;
  #closed = false;
  /** Smaller than `batch` while a point that the server refuses is looked for. */
  #size: number;

  constructor(options: QueueOptions) {
    this.#options = { limit: 100_000, batch: 5000, gather: 1000, ...options };
    this.#size = this.#options.batch;
  }

  add(points: readonly Point[]): void {
    for (const point of points) this.#points.push(sanitize(point));
    const over = this.#points.length - this.#options.limit;
    if (over > 0) {
      // What is being written right now stays at the head until the server has answered.
      this.#points.splice(this.#writing, over);
      this.#dropped.overflow += over;
    }
    if (this.#timer === null && this.#flushing === null) this.#arm(this.#options.gather);
  }

  figures(): QueueFigures {
    return { queued: this.#points.length, written: this.#written, dropped: { ...this.#dropped }, errors: this.#errors, error: this.#error };
  }

  /** Writes what waits, once, without further retries. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.();
    await this.#flushing;
    await this.#flush();
    await this.#options.writer.close();
  }

  #arm(after: Duration): void {
    if (this.#closed) return;
    const { clock } = this.#options;
    this.#timer = clock.at(clock.now() + after, () => {
      this.#timer = null;
      this.#flushing = this.#flush().finally(() => {
        this.#flushing = null;
        if (this.#points.length > 0 && this.#timer === null) this.#arm(this.#error === null ? this.#options.gather : this.#nextRetry());
      });
    });
  }

  #nextRetry(): Duration {
    const delay = this.#retry * (0.5 + this.#options.random());
    this.#retry = Math.min(2 * this.#retry, longestRetry);
    return delay;
  }

  async #flush(): Promise<void> {
    while (this.#points.length > 0 && (await this.#writeOne())) {
      // Batch by batch until the queue is empty or the server is away.
    }
  }

  async #writeOne(): Promise<boolean> {
    const batch = this.#points.slice(0, this.#size);
    this.#writing = batch.length;
    try {
      await this.#options.writer.write(batch);
      this.#written += batch.length;
      this.#points.splice(0, batch.length);
      if (this.#error !== null) this.#options.log.info({}, "the server takes our points again");
      this.#error = null;
      this.#retry = shortestRetry;
      this.#size = Math.min(2 * this.#size, this.#options.batch);
      return true;
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      return this.#failed(error, batch.length);
    } finally {
      this.#writing = 0;
    }
  }

  #failed(error: WriteError, count: number): boolean {
    this.#errors++;
    if (this.#error === null) this.#options.log.warn({ cause: error.message }, "the server does not take our points; they wait");
    this.#error = error.message;
    if (error.temporary) return false;
    // One point that the server refuses must not take its batch along: halve until it stands alone.
    if (count > 1) {
      this.#size = Math.ceil(count / 2);
      return true;
    }
    this.#points.splice(0, 1);
    this.#dropped.refused++;
    return true;
  }
}

import type { Cancel, Clock, Duration, Logger } from "../base/index.ts";
import type { EventDocument, GraphView, StatusDocument, TopologyDocument } from "../topology/index.ts";
import { type HistoryBackend, HistoryError } from "./backend.ts";
import type { HistoryBatch, StoredQuery, StoreFigures } from "./store.ts";

export interface RecorderOptions {
  readonly graph: GraphView;
  /** Called at start, and again after the writer's thread was lost. */
  readonly open: () => Promise<HistoryBackend>;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long changes are gathered before they are written; default 250 ms. */
  readonly gather?: Duration;
  /** Events that may wait while the file cannot be written; beyond it they are lost, and counted; default 50,000. */
  readonly queueLimit?: number;
}

const shortestRetry: Duration = 2000;
const longestRetry: Duration = 60_000;

/**
 * Carries the graph's changes to the history file, in batches, never on the path of a change. When the file cannot be written the
 * daemon goes on in memory: events wait up to a bound, the recorder tries again with growing delays, and what was lost is counted.
 */
export class Recorder {
  readonly #options: Required<RecorderOptions>;
  readonly #unsubscribe: () => void;
  #backend: HistoryBackend | null = null;
  #queue: EventDocument[] = [];
  #begun = false;
  #gap = false;
  #figures: StoreFigures = { events: 0, bytes: 0, snapshotDue: true };
  #error: string | null = null;
  #lost = 0;
  #retry = shortestRetry;
  #timer: Cancel | null = null;
  #flushing: Promise<void> | null = null;
  #closed = false;

  constructor(options: RecorderOptions) {
    this.#options = { gather: 250, queueLimit: 50_000, ...options };
    this.#unsubscribe = options.graph.changes.subscribe((events) => this.#take(events));
    this.#arm(0);
  }

  /** For the status document. */
  state(): StatusDocument["history"] {
    return { state: this.#error === null ? "running" : "failed", events: this.#figures.events, bytes: this.#figures.bytes, error: this.#error };
  }

  /** Events that never reached the file. */
  get lost(): number {
    return this.#lost;
  }

  /** See HistoryStore; what happened before the call is written first. Null and empty answers while the file cannot be used. */
  topologyAt(moment: string): Promise<TopologyDocument | null> {
    return this.#read((backend) => backend.topologyAt(moment), null);
  }

  events(query: StoredQuery): Promise<readonly EventDocument[]> {
    return this.#read((backend) => backend.events(query), []);
  }

  reaches(id: string): Promise<boolean> {
    return this.#read((backend) => backend.reaches(id), false);
  }

  /** Writes what waits, if the file can be written, and closes it. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#unsubscribe();
    await this.flush();
    this.#closed = true;
    this.#timer?.();
    await this.#backend?.close().catch((error: HistoryError) => this.#options.log.warn({ code: error.code }, "history did not close cleanly"));
  }

  /** Resolves when what had happened by now is written, or cannot be. */
  async flush(): Promise<void> {
    // A flush that is under way began before what the caller waits for.
    await this.#flushing;
    this.#flushing ??= this.#write().finally(() => {
      this.#flushing = null;
    });
    await this.#flushing;
  }

  #take(events: readonly EventDocument[]): void {
    for (const event of events) this.#queue.push(event);
    if (this.#queue.length > this.#options.queueLimit) {
      this.#lost += this.#queue.length;
      this.#queue = [];
      this.#gap = true;
    }
    if (this.#timer === null) this.#arm(this.#options.gather);
  }

  #arm(after: Duration): void {
    if (this.#closed) return;
    this.#timer?.();
    const { clock } = this.#options;
    this.#timer = clock.at(clock.now() + after, () => {
      this.#timer = null;
      void this.flush();
    });
  }

  async #write(): Promise<void> {
    if (this.#closed) return;
    const batch = this.#batch();
    if (batch === null) return;
    try {
      this.#backend ??= await this.#options.open();
      this.#figures = await this.#backend.append(batch);
      this.#begun = true;
      if (this.#error !== null) this.#options.log.info({}, "history is written again");
      this.#error = null;
      this.#retry = shortestRetry;
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.#failed(error, batch);
    }
  }

  #failed(error: HistoryError, batch: HistoryBatch): void {
    if (this.#error === null) this.#options.log.error({ code: error.code, cause: error.message }, "history cannot be written; going on in memory");
    this.#error = error.code;
    if (error.code === "THREAD") this.#backend = null;
    // The file may have been replaced, or hold less than was thought: begin anew with a snapshot.
    this.#figures = { ...this.#figures, snapshotDue: true };
    this.#gap = this.#gap || batch.gap || /CORRUPT|NOTADB/.test(error.code);
    this.#queue = [...batch.events, ...this.#queue];
    this.#arm(this.#retry);
    this.#retry = Math.min(2 * this.#retry, longestRetry);
  }

  #batch(): HistoryBatch | null {
    const { graph } = this.#options;
    const snapshot = !this.#begun || this.#figures.snapshotDue || this.#gap;
    if (this.#queue.length === 0 && !snapshot) return null;
    const batch: HistoryBatch = {
      epoch: graph.epoch,
      sequence: graph.revision,
      time: graph.changedAt,
      events: this.#queue,
      snapshot: snapshot ? graph.topology() : null,
      gap: this.#gap,
    };
    this.#queue = [];
    this.#gap = false;
    return batch;
  }

  async #read<T>(ask: (backend: HistoryBackend) => Promise<T>, otherwise: T): Promise<T> {
    await this.flush();
    if (this.#backend === null) return otherwise;
    try {
      return await ask(this.#backend);
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.#options.log.warn({ code: error.code, cause: error.message }, "history cannot be read");
      return otherwise;
    }
  }
}

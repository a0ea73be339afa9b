import { Worker } from "node:worker_threads";
import type { EventDocument, TopologyDocument } from "../topology/index.ts";
import { type HistoryBackend, HistoryError } from "./backend.ts";
import type { HistoryBatch, StoredQuery, StoreFigures } from "./store.ts";
import type { Reply, Request, ThreadData } from "./thread.ts";

/** Starts the thread (`script` is the bundled entry that calls `serveHistory`) and waits until the file is open. */
export async function openThreadBackend(script: URL, data: ThreadData, onMovedAside: (path: string) => void): Promise<HistoryBackend> {
  const thread = new ThreadBackend(script, data);
  const movedAside = (await thread.opened) as string | null;
  if (movedAside !== null) onMovedAside(movedAside);
  return thread;
}

class ThreadBackend implements HistoryBackend {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: HistoryError) => void }>();
  #next = 1;
  #ended = false;

  constructor(script: URL, data: ThreadData) {
    this.#worker = new Worker(script, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 } });
    this.opened = new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }));
    this.#worker.on("message", (reply: Reply) => this.#settle(reply));
    this.#worker.on("error", (error) => this.#end(error.message));
    this.#worker.on("exit", () => this.#end("the history thread ended"));
  }

  append(batch: HistoryBatch): Promise<StoreFigures> {
    return this.#ask<StoreFigures>({ call: "append", batch });
  }

  topologyAt(moment: string): Promise<TopologyDocument | null> {
    return this.#ask<TopologyDocument | null>({ call: "topologyAt", moment });
  }

  events(query: StoredQuery): Promise<readonly EventDocument[]> {
    return this.#ask<readonly EventDocument[]>({ call: "events", query });
  }

  reaches(id: string): Promise<boolean> {
    return this.#ask<boolean>({ call: "reaches", id });
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    await this.#ask({ call: "close" });
    await this.#worker.terminate();
  }

  #ask<T>(request: Request): Promise<T> {
    if (this.#ended) return Promise.reject(new HistoryError("THREAD", "the history thread ended"));
    const id = this.#next++;
    this.#worker.ref();
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ id, request });
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    // Work that is waited for keeps the process; an idle thread must not.
    if (this.#pending.size === 0) this.#worker.unref();
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(new HistoryError(reply.code, reply.message));
  }

  #end(message: string): void {
    this.#ended = true;
    for (const { reject } of this.#pending.values()) reject(new HistoryError("THREAD", message));
    this.#pending.clear();
  }
}

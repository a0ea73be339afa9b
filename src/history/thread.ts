import { parentPort, workerData } from "node:worker_threads";
import { codeOf } from "./backend.ts";
import { isCorruption, openDatabase, replace } from "./database.ts";
import { type HistoryBatch, type HistoryBounds, HistoryStore, type StoredQuery } from "./store.ts";

// The thread that owns the history file: SQLite is synchronous and waits for the disk, the event loop of the agents must not.

export interface ThreadData {
  readonly path: string;
  readonly bounds: HistoryBounds;
  /** Goes into the name of a file that is moved aside. */
  readonly stamp: string;
}

export type Request =
  | { readonly call: "append"; readonly batch: HistoryBatch }
  | { readonly call: "topologyAt"; readonly moment: string }
  | { readonly call: "events"; readonly query: StoredQuery }
  | { readonly call: "reaches"; readonly id: string }
  | { readonly call: "close" };

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };

/** Serves requests from the parent's port until `close`. The first message tells whether the file opened, and what was moved aside. */
export function serveHistory(): void {
  const port = parentPort;
  if (!port) throw new Error("the history thread is started by the daemon");
  const { path, bounds, stamp } = workerData as ThreadData;
  let store: HistoryStore;
  try {
    const opened = openDatabase(path, stamp);
    store = new HistoryStore(opened.database, bounds);
    port.postMessage({ id: 0, ok: true, value: opened.movedAside } satisfies Reply);
  } catch (error) {
    port.postMessage({ id: 0, ok: false, code: codeOf(error), message: (error as Error).message } satisfies Reply);
    port.close();
    return;
  }
  port.on("message", ({ id, request }: { id: number; request: Request }) => {
    try {
      port.postMessage({ id, ok: true, value: answer(store, request) } satisfies Reply);
      if (request.call === "close") port.close();
    } catch (error) {
      if (isCorruption(error)) {
        store.close();
        store = new HistoryStore(replace(path, `${stamp}-${id}`), bounds);
      }
      port.postMessage({ id, ok: false, code: codeOf(error), message: (error as Error).message } satisfies Reply);
    }
  });
}

function answer(store: HistoryStore, request: Request): unknown {
  switch (request.call) {
    case "append":
      return store.append(request.batch);
    case "topologyAt":
      return store.topologyAt(request.moment);
    case "events":
      return store.events(request.query);
    case "reaches":
      return store.reaches(request.id);
    case "close":
      return store.close();
  }
}

export { type HistoryBackend, HistoryError } from "./backend.ts";
export { Recorder, type RecorderOptions } from "./recorder.ts";
export type { HistoryBatch, HistoryBounds, StoredQuery, StoreFigures } from "./store.ts";
export type { ThreadData } from "./thread.ts";
export { openThreadBackend } from "./thread-backend.ts";

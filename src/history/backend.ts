import type { EventDocument, TopologyDocument } from "../topology/index.ts";
import type { HistoryBatch, StoredQuery, StoreFigures } from "./store.ts";

/** The history file as its recorder and readers see it. A failure is a rejected HistoryError. */
export interface HistoryBackend {
  append(batch: HistoryBatch): Promise<StoreFigures>;
  topologyAt(moment: string): Promise<TopologyDocument | null>;
  events(query: StoredQuery): Promise<readonly EventDocument[]>;
  reaches(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Why the file could not be used: SQLite's code (`SQLITE_FULL`, `SQLITE_CORRUPT`, ...), an errno, or `THREAD` when the writer's thread ended. */
export class HistoryError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "HistoryError";
    this.code = code;
  }
}

/** The code that an error of SQLite or the system carries, `UNKNOWN` when it has none. */
export function codeOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === "string" && code !== "") return code;
  if (/is full/.test(message ?? "")) return "SQLITE_FULL";
  return /malformed|not a database/.test(message ?? "") ? "SQLITE_CORRUPT" : "UNKNOWN";
}

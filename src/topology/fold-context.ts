import type { Model } from "./model.ts";
import type { EventKind, EventReason } from "./words.ts";

/** What an event is about. */
export interface Subject {
  readonly port: string | null;
  readonly namespace: string | null;
  readonly interface: string | null;
}

/** Numbers one change. */
export type Emit = (kind: EventKind, subject: Subject, reason: EventReason, before: unknown, after: unknown) => void;

export interface FoldContext {
  readonly model: Model;
  readonly emit: Emit;
  /** RFC 3339 UTC. */
  readonly wall: string;
}

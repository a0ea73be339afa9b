import type { EventDocument, GraphView } from "../../topology/index.ts";
import type { EventQuery, HistoryReader } from "../deps.ts";
import { readEventId } from "../moment.ts";

export interface EventLog {
  readonly graph: GraphView;
  readonly history: HistoryReader | null;
}

/** Where the present epoch begins to be readable from memory. */
const beforeFirst = ({ graph }: EventLog) => `${graph.epoch}-0`;

/** Events after `id` from memory; null when memory does not reach that far or the id is of another epoch. */
export function fromMemory({ graph }: EventLog, id: string): readonly EventDocument[] | null {
  const at = readEventId(id);
  if (at === null || at.epoch !== graph.epoch || at.sequence > graph.revision) return null;
  return graph.eventsAfter(at.sequence);
}

/** The oldest events that memory still has. */
export function oldestInMemory(log: EventLog): readonly EventDocument[] {
  let [low, high] = [0, log.graph.revision];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (log.graph.eventsAfter(middle) === null) low = middle + 1;
    else high = middle;
  }
  return log.graph.eventsAfter(low) ?? [];
}

/** Whether every event after `id` can still be had. */
export async function reaches(log: EventLog, id: string): Promise<boolean> {
  if (fromMemory(log, id) !== null) return true;
  const at = readEventId(id);
  if (at === null || (at.epoch === log.graph.epoch && at.sequence > log.graph.revision)) return false;
  return (await log.history?.reaches(id)) ?? false;
}

/**
 * Up to `limit` events after `id`, from memory where it reaches and else from history. History is written a little later than
 * memory: where it ends, memory goes on. Null when there is a gap between them.
 */
export async function eventsAfter(log: EventLog, id: string, limit: number, query: Omit<EventQuery, "limit" | "after"> = {}) {
  const recent = fromMemory(log, id);
  if (recent !== null) return recent.slice(0, limit);
  const kept = (await log.history?.events({ ...query, after: id, limit })) ?? [];
  if (kept.length > 0) return kept;
  const at = readEventId(id);
  const next = at?.epoch === log.graph.epoch ? fromMemory(log, id) : fromMemory(log, beforeFirst(log));
  return next?.slice(0, limit) ?? null;
}

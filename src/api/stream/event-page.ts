import type { EventDocument } from "../../topology/index.ts";
import { ApiError } from "../api-error.ts";
import { cursorAfter, type Page, readCursor } from "../cursor.ts";
import { type EventFilter, eventMatcher } from "./event-filter.ts";
import { type EventLog, eventsAfter, oldestInMemory, reaches } from "./event-log.ts";

const collection = "events";
// Events that one request may look at; a page that stops here has a cursor like any other.
const mostScanned = 50_000;

export interface EventPageQuery {
  readonly filter: EventFilter;
  readonly after: string | null;
  readonly cursor: string | undefined;
  /** RFC 3339 UTC. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly limit: number;
}

/** A page of past events, oldest first. Throws `cursor-invalid` or `moment-not-kept`. */
export async function eventPage(log: EventLog, query: EventPageQuery): Promise<Page<EventDocument>> {
  const { filter, since, until, limit } = query;
  const wanted = eventMatcher(filter);
  const items: EventDocument[] = [];
  let scanned = 0;
  let batch = await firstBatch(log, query);
  while (batch.length > 0) {
    for (const event of batch) {
      scanned++;
      if (until !== undefined && event.time > until) return { items, nextCursor: null };
      if ((since === undefined || event.time >= since) && wanted(event)) items.push(event);
      if (items.length === limit || scanned === mostScanned) return { items, nextCursor: cursorAfter(collection, event.id) };
    }
    batch = await nextBatch(log, batch.at(-1)?.id ?? "", query);
  }
  return { items, nextCursor: null };
}

async function firstBatch(log: EventLog, query: EventPageQuery): Promise<readonly EventDocument[]> {
  const start = query.cursor === undefined ? query.after : readCursor(collection, query.cursor);
  if (start === null) {
    const kept = (await log.history?.events({ ...bounds(query), limit: 1000 })) ?? [];
    return kept.length > 0 ? kept : oldestInMemory(log);
  }
  if (!(await reaches(log, start))) throw new ApiError("moment-not-kept", `Events after ${JSON.stringify(start)} are not kept.`);
  return nextBatch(log, start, query);
}

// Where history has nothing more that fits the bounds, what memory still has comes next.
async function nextBatch(log: EventLog, id: string, query: EventPageQuery): Promise<readonly EventDocument[]> {
  return (await eventsAfter(log, id, 1000, bounds(query))) ?? (log.history ? oldestInMemory(log) : []);
}

/** What the history can choose by itself; a pattern of names is left to the matcher. */
function bounds({ since, until, filter: { kinds, namespace } }: EventPageQuery) {
  const exact = namespace !== undefined && /^[^*?!,[\]]+$/.test(namespace);
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(exact ? { namespace } : {}),
  };
}

import type { EventDocument } from "../../topology/index.ts";
import type { ApiClient } from "../client/api-client.ts";

/** So many events are shown of a port. */
export const portHistory = 20;

/** What is asked for in turn, until there are enough events, and pages of an answer that are read at most. */
const spans = ["-10m", "-3h", "-7d"] as const;
const mostPages = 5;

/** Whether the event tells of the port, or of a link that ends at it. */
export function concerns(event: EventDocument, port: string): boolean {
  if (event.port === port) return true;
  return [event.before, event.after].some((each) => {
    const { a, b } = (each ?? {}) as { readonly a?: string; readonly b?: string };
    return a === port || b === port;
  });
}

/** The last events of a port that the daemon remembers, oldest first. */
export async function readPortHistory(client: ApiClient, port: string, namespace: string): Promise<readonly EventDocument[]> {
  let found: readonly EventDocument[] = [];
  for (const since of spans) {
    found = await readSince(client, port, new URLSearchParams({ namespace, since }));
    if (found.length >= portHistory) break;
  }
  return found;
}

async function readSince(client: ApiClient, port: string, query: URLSearchParams): Promise<readonly EventDocument[]> {
  let found: readonly EventDocument[] = [];
  for (let page = 0; page < mostPages; page++) {
    const { events, nextCursor } = await client.document<{ readonly events: readonly EventDocument[]; readonly nextCursor: string | null }>(
      `/api/v1/events?${query}`,
    );
    found = [...found, ...events.filter((event) => concerns(event, port))].slice(-portHistory);
    if (nextCursor === null) break;
    query.set("cursor", nextCursor);
  }
  return found;
}

import { ApiError } from "../api-error.ts";
import { Body } from "../body.ts";
import { eventStreamMediaType, jsonMediaType } from "../contract/media-types.ts";
import { readEventId, readMoment } from "../moment.ts";
import { acceptedType } from "../negotiation.ts";
import type { Asked, Handler, Room } from "../room.ts";
import { sendBody } from "../send.ts";
import type { EventFilter } from "../stream/event-filter.ts";
import { eventPage } from "../stream/event-page.ts";

export const getEvents: Handler<"getEvents"> = (room, asked) => {
  const after = startOf(asked);
  const { namespace, kind } = asked.query;
  const filter = { ...(namespace === undefined ? {} : { namespace }), ...(kind === undefined ? {} : { kinds: kind }) };
  const type = acceptedType(asked.request, [eventStreamMediaType, "application/json"]);
  return type === eventStreamMediaType ? sendStream(room, asked, filter, after) : sendPage(room, asked, filter, after);
};

function startOf({ query, request }: Asked<"getEvents">): string | null {
  const header = request.headers["last-event-id"];
  const after = (typeof header === "string" && header) || query.after;
  if (after === undefined) return null;
  if (after.length > 128 || !readEventId(after)) throw new ApiError("moment-invalid", `${JSON.stringify(after.slice(0, 128))} is no event id.`);
  return after;
}

function sendStream({ hub }: Room, { query, request, reply }: Asked<"getEvents">, filter: EventFilter, after: string | null) {
  const pagesOnly = (["since", "until", "cursor"] as const).find((name) => query[name] !== undefined);
  if (pagesOnly) throw new ApiError("query-invalid", `${JSON.stringify(pagesOnly)} belongs to pages: send Accept: application/json.`);
  if (hub.full) throw new ApiError("too-many-streams", "As many streams as allowed are open.", { headers: { "retry-after": "10" } });
  reply.header("content-type", eventStreamMediaType).header("cache-control", "no-store").header("x-accel-buffering", "no");
  reply.header("vary", "accept");
  if (request.method === "HEAD") return reply.send();
  reply.hijack();
  reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
  reply.raw.flushHeaders();
  return hub.serve(reply.raw, filter, after);
}

async function sendPage(room: Room, { query, request, reply }: Asked<"getEvents">, filter: EventFilter, after: string | null) {
  const { deps } = room;
  const { cursor, limit } = query;
  const page = await eventPage(deps, {
    filter,
    after,
    cursor,
    limit: limit ?? 1000,
    since: timeOf(room, query.since),
    until: timeOf(room, query.until),
  });
  const { epoch, revision } = deps.graph;
  const document = { schema: 1, epoch, revision, events: page.items, nextCursor: page.nextCursor };
  return sendBody(request, reply.header("vary", "accept, accept-encoding"), new Body(jsonMediaType, JSON.stringify(document)));
}

// A bound in time; an event id is for `after`.
function timeOf({ deps: { clock } }: Room, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const moment = readMoment(text, clock.wall());
  if (moment.kind === "event") throw new ApiError("moment-invalid", "An event id belongs in after=, not in since= or until=.");
  return moment.kind === "time" ? moment.time : undefined;
}

import type { Clock } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import { failure } from "../exit-code.ts";
import { pause } from "../system-time.ts";
import type { ApiClient } from "./api-client.ts";
import { readBody } from "./http-exchange.ts";
import { problemError } from "./problem.ts";
import { type ServerSentEvent, SseParser } from "./sse-parser.ts";

/** What a follower of the stream is told. */
export type StreamNews =
  | { readonly kind: "open" }
  /** What arrived together, in order. */
  | { readonly kind: "events"; readonly events: readonly EventDocument[] }
  /** Events were lost for good (a restart, or too long away): read the state again; the stream goes on from here. */
  | { readonly kind: "reset" }
  /** The connection is gone; the next attempt is the given one (from 1), after `wait` ms. */
  | { readonly kind: "lost"; readonly attempt: number; readonly wait: number; readonly cause: string };

export interface StreamOptions {
  /** Follow from after this event (`EPOCH-SEQ`); null for from now on. */
  readonly after: string | null;
  /** Further query keys: filters. */
  readonly query: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const firstWait = 100;
const longestWait = 2000;
/** The server sends a heartbeat far more often. */
const silence = 60_000;

/** Follows the changes for ever: reconnects, resumes after the last event that was seen. Ends when the signal aborts; throws when the server refuses for good. */
export async function* followEvents(client: ApiClient, options: StreamOptions): AsyncGenerator<StreamNews> {
  const place = { after: options.after };
  let attempt = 0;
  while (!options.signal.aborted) {
    let cause = "closed by the server";
    try {
      for await (const news of readStream(client, options, place)) {
        attempt = 0;
        yield news;
      }
    } catch (error) {
      if (options.signal.aborted) return;
      cause = causeOf(error);
    }
    if (options.signal.aborted) return;
    const wait = Math.min(longestWait, firstWait * 2 ** attempt);
    attempt += 1;
    yield { kind: "lost", attempt, wait, cause };
    await pause(options.clock, wait, options.signal);
  }
}

/** Errors of the system have a code; a refusal by the server is for good and is thrown on. */
function causeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return code;
}

/** Where to resume from; heartbeats move it as well. */
interface Place {
  after: string | null;
}

async function* readStream(client: ApiClient, options: StreamOptions, place: Place): AsyncGenerator<StreamNews> {
  const query = new URLSearchParams({ ...options.query, ...(place.after === null ? {} : { after: place.after }) });
  const response = await client.exchange.open({
    method: "GET",
    path: `/api/v1/events?${query}`,
    headers: { ...client.headers, accept: "text/event-stream" },
    body: null,
    signal: options.signal,
    idle: silence,
  });
  const status = response.statusCode ?? 0;
  if (status >= 500) {
    response.resume();
    throw Object.assign(new Error("unavailable"), { code: `HTTP ${status}` });
  }
  if (status !== 200) throw problemError(status, await readBody(response, 1 << 20));
  yield { kind: "open" };
  const parser = new SseParser();
  response.setEncoding("utf8");
  for await (const piece of response as AsyncIterable<string>) {
    const arrived = parser.feed(piece);
    place.after = parser.lastId || place.after;
    yield* newsOf(arrived);
  }
}

function* newsOf(arrived: readonly ServerSentEvent[]): Generator<StreamNews> {
  let events: EventDocument[] = [];
  for (const each of arrived) {
    if (each.type === "reset") {
      if (events.length > 0) yield { kind: "events", events };
      events = [];
      yield { kind: "reset" };
    } else if (each.type === "message") events.push(readEvent(each.data));
  }
  if (events.length > 0) yield { kind: "events", events };
}

function readEvent(text: string): EventDocument {
  try {
    const event = JSON.parse(text) as EventDocument | null;
    if (typeof event?.id === "string" && typeof event.kind === "string") return event;
  } catch {
    // Said below.
  }
  throw failure("the server streams something that is no event", "is it lldp-watch that listens there?");
}

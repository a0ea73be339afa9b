import type { ServerResponse } from "node:http";
import type { Cancel, Clock } from "../../base/index.ts";
import type { EventDocument, GraphView } from "../../topology/index.ts";
import type { HistoryReader } from "../deps.ts";
import { readEventId } from "../moment.ts";
import type { ApiLimits } from "../options.ts";
import { type EventFilter, eventMatcher, filterKey } from "./event-filter.ts";
import { changeFrame, greetingFrame, heartbeatFrame, resetFrame } from "./event-frames.ts";
import { eventsAfter, fromMemory, reaches } from "./event-log.ts";
import { type Octets, octetsOf, StreamReader } from "./reader.ts";

// A resumed reader gets so many events at once, and the next when it has taken them.
const replayPage = 500;

interface Group {
  readonly matches: (event: EventDocument) => boolean;
  readonly readers: Set<StreamReader>;
}

export interface HubParts {
  readonly graph: GraphView;
  readonly history: HistoryReader | null;
  readonly clock: Clock;
  readonly limits: Pick<ApiLimits, "streams" | "streamBacklog" | "heartbeat">;
}

/** Sends the graph's changes to every stream. Each event is serialized once, and once per distinct filter turned into octets. */
export class StreamHub {
  readonly #parts: HubParts;
  readonly #groups = new Map<string, Group>();
  readonly #unsubscribe: () => void;
  readonly #open = new Set<StreamReader>();
  #cancelHeartbeat: Cancel | null = null;
  #cutOff = 0;
  #resets = 0;

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.graph.changes.subscribe((batch) => this.#broadcast(batch));
  }

  get stats(): { readonly open: number; readonly cutOff: number; readonly resets: number } {
    return { open: this.#open.size, cutOff: this.#cutOff, resets: this.#resets };
  }

  get full(): boolean {
    return this.#open.size >= this.#parts.limits.streams;
  }

  /** Serves a stream on a response whose head has been sent: what came after `after` first, then what comes. Resolves when it is live or gone. */
  async serve(response: ServerResponse, filter: EventFilter, after: string | null): Promise<void> {
    const { clock, limits } = this.#parts;
    const reader = new StreamReader(response, clock, limits.streamBacklog, after ?? this.#present());
    this.#open.add(reader);
    response.once("close", () => this.#forget(reader, filter));
    this.#beat();
    reader.write(octetsOf(greetingFrame(reader.position)), reader.position);
    if (after !== null && !(await this.#replay(reader, eventMatcher(filter), after))) this.#reset(reader);
    if (reader.open) this.#join(reader, filter);
  }

  /** Ends every stream; the readers may resume elsewhere or later. */
  close(): void {
    this.#unsubscribe();
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = null;
    for (const reader of this.#open) reader.end();
  }

  // Leaves nothing between the last event sent and the present: its last step and #join run in one turn of the event loop.
  async #replay(reader: StreamReader, matches: (event: EventDocument) => boolean, after: string): Promise<boolean> {
    const log = this.#parts;
    if (!(await reaches(log, after))) return false;
    let position = after;
    while (reader.open) {
      const rest = fromMemory(log, position);
      if (rest !== null && rest.length <= replayPage) {
        sendPage(reader, rest, matches);
        return true;
      }
      const page = await eventsAfter(log, position, replayPage);
      const last = page?.at(-1);
      if (!page || !last) return false;
      position = last.id;
      sendPage(reader, page, matches);
      await reader.drained();
    }
    return true;
  }

  #reset(reader: StreamReader): void {
    const { epoch, revision } = this.#parts.graph;
    this.#resets++;
    reader.write(octetsOf(resetFrame(this.#present(), epoch, revision)), this.#present());
  }

  #join(reader: StreamReader, filter: EventFilter): void {
    const key = filterKey(filter);
    const group = this.#groups.get(key) ?? { matches: eventMatcher(filter), readers: new Set() };
    group.readers.add(reader);
    this.#groups.set(key, group);
  }

  #forget(reader: StreamReader, filter: EventFilter): void {
    this.#open.delete(reader);
    const group = this.#groups.get(filterKey(filter));
    group?.readers.delete(reader);
    if (group?.readers.size === 0) this.#groups.delete(filterKey(filter));
  }

  #broadcast(batch: readonly EventDocument[]): void {
    const last = batch.at(-1);
    if (!last || this.#groups.size === 0) return;
    const frames = batch.map(changeFrame);
    for (const group of this.#groups.values()) {
      const text = frames.filter((_, index) => group.matches(batch[index] as EventDocument)).join("");
      if (text.length > 0) this.#send(group, octetsOf(text), last.id);
    }
  }

  #send(group: Group, octets: Octets, position: string): void {
    for (const reader of group.readers) {
      if (reader.write(octets, position)) continue;
      this.#cutOff++;
      group.readers.delete(reader);
    }
  }

  #beat(): void {
    const { clock, limits } = this.#parts;
    this.#cancelHeartbeat ??= clock.at(clock.now() + limits.heartbeat, () => {
      this.#cancelHeartbeat = null;
      if (this.#open.size === 0) return;
      const position = this.#present();
      const octets = octetsOf(heartbeatFrame(position));
      for (const group of this.#groups.values()) this.#send(group, octets, position);
      this.#beat();
    });
  }

  #present(): string {
    const { epoch, revision } = this.#parts.graph;
    return `${epoch}-${revision}`;
  }
}

function sendPage(reader: StreamReader, page: readonly EventDocument[], matches: (event: EventDocument) => boolean): void {
  const last = page.at(-1);
  if (!last) return;
  let epoch = epochOf(reader.position);
  let text = "";
  for (const event of page) {
    // A new epoch begins with an empty graph: what the reader knows of the old one is not taken back by any event.
    if (epochOf(event.id) !== epoch) {
      epoch = epochOf(event.id);
      text += resetFrame(`${epoch}-0`, epoch, 0);
    }
    if (matches(event)) text += changeFrame(event);
  }
  reader.write(octetsOf(text || heartbeatFrame(last.id)), last.id);
}

const epochOf = (id: string) => readEventId(id)?.epoch ?? "";

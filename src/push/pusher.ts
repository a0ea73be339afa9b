import type { Cancel, Duration } from "../base/index.ts";
import type { EventDocument, LinkDocument, NeighborFacts, StatusDocument } from "../topology/index.ts";
import type { Point } from "./point.ts";
import { eventPoint, interfacePoint, neighborPoint, type PointOptions, type PushSource, topologyPoint } from "./points.ts";
import { PointQueue, type QueueFigures, type QueueOptions } from "./queue.ts";

export interface PusherOptions extends QueueOptions, PointOptions {
  readonly source: PushSource;
  /** How often the present state is written although nothing changed; default 60 s. */
  readonly heartbeatEvery?: Duration;
}

/** Writes every change at once (as a point and as an annotation), and the whole state at a steady pace. */
export class Pusher {
  readonly #options: PusherOptions;
  readonly #queue: PointQueue;
  readonly #unsubscribe: () => void;
  #beat: Cancel;

  constructor(options: PusherOptions) {
    this.#options = options;
    this.#queue = new PointQueue(options);
    this.#unsubscribe = options.source.graph.changes.subscribe((events) => this.#queue.add(this.#changes(events)));
    this.#beat = this.#armBeat(0);
  }

  figures(): QueueFigures {
    return this.#queue.figures();
  }

  state(): StatusDocument["push"] {
    const { queued, written, dropped, error } = this.#queue.figures();
    return { state: error === null ? "running" : "failing", queued, written, dropped: dropped.overflow + dropped.refused, error };
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#beat();
    await this.#queue.close();
  }

  #armBeat(after: Duration): Cancel {
    const { clock, heartbeatEvery = 60_000 } = this.#options;
    return clock.at(clock.now() + after, () => {
      this.#queue.add(this.#state());
      this.#beat = this.#armBeat(heartbeatEvery);
    });
  }

  #state(): Point[] {
    const { source, clock } = this.#options;
    const time = clock.wall();
    return [
      topologyPoint(source, time),
      ...source.graph.ports().map((port) => interfacePoint(port, source, this.#options, time)),
      ...source.graph.neighbors().map((neighbor) => neighborPoint(neighbor, true, source, this.#options, time)),
    ];
  }

  #changes(events: readonly EventDocument[]): Point[] {
    const { source, clock } = this.#options;
    const time = clock.wall();
    const points = events.flatMap((event) => [eventPoint(event, source.host, this.#options), ...this.#neighbor(event, time)]);
    const ports = [...new Set(events.flatMap(portsOf))].map((id) => source.graph.port(id)).filter((port) => port !== null);
    return [...points, ...ports.map((port) => interfacePoint(port, source, this.#options, time)), topologyPoint(source, time)];
  }

  #neighbor({ kind, before, after }: EventDocument, time: number): Point[] {
    if (!kind.startsWith("neighbor-")) return [];
    const written = (facts: unknown, present: boolean) =>
      facts === null ? [] : [neighborPoint(facts as NeighborFacts, present, this.#options.source, this.#options, time)];
    const [was, is] = [written(before, false), written(after, true)];
    // With names as tags, another name is another series: the old one has to end.
    const sameSeries = JSON.stringify(was[0]?.tags) === JSON.stringify(is[0]?.tags);
    return sameSeries ? is : [...was, ...is];
  }
}

/** Ports of which an event may have changed what is written. */
function portsOf({ port, kind, before, after }: EventDocument): string[] {
  if (port !== null) return [port];
  const link = kind.startsWith("link-") ? ((after ?? before) as LinkDocument | null) : null;
  return link === null ? [] : [link.a, link.b];
}

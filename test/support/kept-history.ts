import type { EventQuery, HistoryReader } from "../../src/api/index.ts";
import type { EventDocument, GraphView, TopologyDocument } from "../../src/topology/index.ts";

/** A history in memory, across as many graphs as it is shown; what it takes becomes readable only a little later, as with a file. */
export class KeptHistory implements HistoryReader {
  readonly #events: EventDocument[] = [];
  readonly #topologies: TopologyDocument[] = [];

  follow(graph: GraphView): () => void {
    this.#topologies.push(graph.topology());
    return graph.changes.subscribe((batch) => {
      const topology = graph.topology();
      setImmediate(() => {
        for (const event of batch) this.#events.push(event);
        this.#topologies.push(topology);
      });
    });
  }

  async topologyAt(moment: string): Promise<TopologyDocument | null> {
    const fits = ({ epoch, revision, generatedAt }: TopologyDocument) =>
      moment.includes("T") ? generatedAt <= moment : `${epoch}-${revision}` === moment;
    return this.#topologies.filter(fits).at(-1) ?? null;
  }

  async events({ after, since, until, kinds, limit }: EventQuery): Promise<readonly EventDocument[]> {
    const from = after === undefined ? 0 : this.#events.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && from === 0 && !after.endsWith("-0")) return [];
    return this.#events
      .slice(from)
      .filter(({ time, kind }) => (!since || time >= since) && (!until || time <= until) && (!kinds || kinds.includes(kind)))
      .slice(0, limit);
  }

  async reaches(id: string): Promise<boolean> {
    return this.#events.some((event) => event.id === id) || this.#events[0]?.id === id.replace(/-0$/, "-1");
  }
}

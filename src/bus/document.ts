import type { NamespaceFacts, NeighborFacts, PortFacts } from "../topology/index.ts";

/** Version of what is published. A collector skips, and reports, what is newer than it knows. */
export const documentSchema = 1;

/**
 * Everything that one host says of one of its namespaces. Ids are the host's own (`NS:IF`); the collector puts `HOST/` in front. No ages:
 * a value changes only when the network does.
 */
export interface NamespaceDocument {
  readonly schema: number;
  readonly host: string;
  /** A new one at each start of the publisher. Tells a re-imaged host of the same name from a restart, together with `machine`. */
  readonly boot: string;
  /** Hash of the machine's identity: two hosts of one name differ here. */
  readonly machine: string;
  /** Grows with each publication of the namespace; all parts of one publication carry the same. */
  readonly version: number;
  /** How many parts the document has; the namespace itself stands in part 0. */
  readonly parts: number;
  readonly namespace: NamespaceFacts | null;
  readonly ports: readonly PortFacts[];
  readonly neighbors: readonly NeighborFacts[];
}

/** What a host tells every 30 s, apart from its documents. */
export interface Heartbeat {
  readonly schema: number;
  readonly host: string;
  readonly boot: string;
  readonly machine: string;
  /** How many namespaces have a document. */
  readonly namespaces: number;
  /** `leaving`: the publisher ended in order; its documents stay until the collector drops them. */
  readonly state: "running" | "leaving";
}

/** A namespace as its publisher holds it, before it is cut into parts. */
export interface NamespaceState {
  readonly namespace: NamespaceFacts;
  readonly ports: ReadonlyMap<string, PortFacts>;
  /** By neighbor id. */
  readonly neighbors: ReadonlyMap<string, NeighborFacts>;
}

export interface Origin {
  readonly host: string;
  readonly boot: string;
  readonly machine: string;
}

/**
 * Cuts a namespace into documents of at most `limit` characters of JSON each, by ports, in the order of their ids; neighbors travel with their port. One port is never cut, so a port with
 * very many neighbors may pass the limit: the caller reports what the server refuses.
 */
export function documentsOf(state: NamespaceState, origin: Origin, version: number, limit: number): readonly NamespaceDocument[] {
  const neighborsOf = new Map<string, NeighborFacts[]>();
  for (const neighbor of state.neighbors.values()) {
    const list = neighborsOf.get(neighbor.port);
    if (list) list.push(neighbor);
    else neighborsOf.set(neighbor.port, [neighbor]);
  }
  const parts: { ports: PortFacts[]; neighbors: NeighborFacts[]; size: number }[] = [{ ports: [], neighbors: [], size: 0 }];
  for (const port of [...state.ports.values()].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const neighbors = (neighborsOf.get(port.id) ?? []).sort((one, other) => (one.id < other.id ? -1 : 1));
    const size = JSON.stringify(port).length + neighbors.reduce((sum, neighbor) => sum + JSON.stringify(neighbor).length, 0);
    let part = parts.at(-1) as (typeof parts)[number];
    if (part.size > 0 && part.size + size > limit) {
      part = { ports: [], neighbors: [], size: 0 };
      parts.push(part);
    }
    part.ports.push(port);
    part.neighbors.push(...neighbors);
    part.size += size;
  }
  return parts.map(({ ports, neighbors }, index) => ({
    schema: documentSchema,
    ...origin,
    version,
    parts: parts.length,
    namespace: index === 0 ? state.namespace : null,
    ports,
    neighbors,
  }));
}

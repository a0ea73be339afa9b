import type { GraphView, NodeDocument } from "../topology/index.ts";

interface Lookups {
  readonly version: string;
  readonly hosts: ReadonlyMap<string, string>;
  readonly nodes: ReadonlyMap<string, NodeDocument>;
}

/** Lookups that filters and rows need, made at most once per revision. */
export class GraphIndex {
  readonly #graph: GraphView;
  #lookups: Lookups | null = null;

  constructor(graph: GraphView) {
    this.#graph = graph;
  }

  /** `EPOCH-REVISION` of the present graph. */
  get version(): string {
    return `${this.#graph.epoch}-${this.#graph.revision}`;
  }

  /** Name of the machine that a namespace is on; empty when it is not known. */
  hostOf(namespace: string): string {
    return this.#fresh().hosts.get(namespace) ?? "";
  }

  /** Namespace of a port, or null when it is a remote system's or is gone. */
  namespaceOf(port: string): string | null {
    return this.#graph.port(port)?.namespace ?? this.nodeOf(port)?.namespace ?? null;
  }

  /** The node that has a port. */
  nodeOf(port: string): NodeDocument | null {
    return this.#fresh().nodes.get(port) ?? null;
  }

  #fresh(): Lookups {
    const { version } = this;
    if (this.#lookups?.version !== version) this.#lookups = { version, ...lookupsOf(this.#graph.nodes()) };
    return this.#lookups;
  }
}

function lookupsOf(all: readonly NodeDocument[]): Omit<Lookups, "version"> {
  const hosts = new Map<string, string>();
  const nodes = new Map<string, NodeDocument>();
  for (const node of all) {
    if (node.host !== null) hosts.set(node.namespace ?? node.id, node.host);
    for (const port of node.ports) nodes.set(port, node);
  }
  return { hosts, nodes };
}

import type { Fact, NamespaceFacts, NeighborFacts, PortFacts } from "../topology/index.ts";
import type { NamespaceState } from "./document.ts";

interface Gathered {
  namespace: NamespaceFacts | null;
  readonly ports: Map<string, PortFacts>;
  readonly neighbors: Map<string, NeighborFacts>;
}

const namespaceOf = (port: string): string => port.slice(0, port.lastIndexOf(":"));

/**
 * Folds the facts that a graph is told into one state per namespace, and remembers which namespaces changed. Only what we have agents on is
 * published: two daemons on one machine, each with its own namespaces, are two hosts, and neither speaks for the other's ports.
 */
export class FactFold {
  readonly #gathered = new Map<string, Gathered>();
  #changed = new Set<string>();

  /** Takes facts in order. Returns whether any namespace changed. */
  apply(facts: readonly Fact[]): boolean {
    for (const fact of facts) this.#apply(fact);
    return this.#changed.size > 0;
  }

  /** The namespaces that changed since the last call. */
  takeChanged(): readonly string[] {
    const changed = [...this.#changed];
    this.#changed = new Set();
    return changed;
  }

  markAllChanged(): void {
    for (const id of this.#gathered.keys()) this.#changed.add(id);
  }

  mark(id: string): void {
    this.#changed.add(id);
  }

  namespaces(): readonly string[] {
    return [...this.#gathered.keys()].filter((id) => this.state(id) !== null);
  }

  /** Null when the namespace is gone, or its own facts have not come yet. */
  state(id: string): NamespaceState | null {
    const gathered = this.#gathered.get(id);
    if (!gathered?.namespace || gathered.ports.size === 0) return null;
    const ports = new Map([...gathered.ports].map(([port, facts]) => [port, this.#reach(facts)]));
    return { namespace: gathered.namespace, ports, neighbors: gathered.neighbors };
  }

  #apply(fact: Fact): void {
    switch (fact.kind) {
      case "namespace":
        this.#of(fact.facts.id).namespace = fact.facts;
        return;
      case "namespace-gone":
        if (this.#gathered.delete(fact.id)) this.#changed.add(fact.id);
        return;
      case "port":
        if (!fact.facts.watched) this.#dropPort(fact.facts.id);
        else this.#of(fact.facts.namespace).ports.set(fact.facts.id, fact.facts);
        // The other end may be published with or without its wire now.
        if (fact.facts.wiredTo !== null && this.#gathered.has(namespaceOf(fact.facts.wiredTo))) this.#changed.add(namespaceOf(fact.facts.wiredTo));
        return;
      case "port-gone":
        this.#dropPort(fact.id);
        return;
      case "neighbor":
        this.#of(fact.facts.namespace).neighbors.set(fact.facts.id, fact.facts);
        return;
      case "neighbor-gone":
        if (this.#gathered.get(namespaceOf(fact.port))?.neighbors.delete(fact.id)) this.#changed.add(namespaceOf(fact.port));
        return;
      default:
        return;
    }
  }

  // A wire is told only where both of its ends are.
  #reach(port: PortFacts): PortFacts {
    const peer = port.wiredTo;
    return peer === null || this.#gathered.get(namespaceOf(peer))?.ports.has(peer) ? port : { ...port, wiredTo: null };
  }

  #dropPort(id: string): void {
    const gathered = this.#gathered.get(namespaceOf(id));
    if (!gathered?.ports.delete(id)) return;
    for (const neighbor of gathered.neighbors.values()) if (neighbor.port === id) gathered.neighbors.delete(neighbor.id);
    this.#changed.add(namespaceOf(id));
  }

  #of(id: string): Gathered {
    this.#changed.add(id);
    const known = this.#gathered.get(id);
    if (known) return known;
    const gathered: Gathered = { namespace: null, ports: new Map(), neighbors: new Map() };
    this.#gathered.set(id, gathered);
    return gathered;
  }
}

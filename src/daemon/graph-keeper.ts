import { type Cancel, type Clock, type Instant, Signal, shortId } from "../base/index.ts";
import { type HeardLldpdu, lldpduDocument, type NeighborHandle, type PortEffect } from "../lldp/index.ts";
import type { EventReason, Fact, Graph, NeighborFacts } from "../topology/index.ts";

export type NeighborEffect = Extract<PortEffect, { readonly msap: string }>;

/** Longest time that a fact waits because the graph is slow. */
const longestRest = 250;

/**
 * Tells the graph what happened. Facts of one turn of the event loop make one batch; after a batch that took long the graph rests as long
 * as it took, so that under a storm batches grow instead of the delay of everything else. It is also the only one who knows the deadlines
 * of neighbors, which never enter the graph.
 */
export class GraphKeeper {
  /** Emits each batch after the graph has taken it. */
  readonly facts = new Signal<readonly Fact[]>();
  readonly #graph: Graph;
  readonly #clock: Clock;
  readonly #neighbors = new Map<string, NeighborHandle>();
  #batch: Fact[] = [];
  #flush: Cancel | null = null;
  #restUntil: Instant = Number.NEGATIVE_INFINITY;
  #tick: Cancel = () => {};
  #tickAt: Instant | null = null;
  #closed = false;

  constructor(graph: Graph, clock: Clock) {
    this.#graph = graph;
    this.#clock = clock;
  }

  /** Takes a fact; the graph has it by the end of this turn, or of its rest. */
  tell(fact: Fact): void {
    if (this.#closed) return;
    this.#batch.push(fact);
    this.#flush ??= this.#clock.at(Math.max(this.#clock.now(), this.#restUntil), () => this.flush());
  }

  /** Takes what a port's agents say of a neighbor. `port` is the port id. */
  tellNeighbor(namespace: string, interfaceName: string, effect: NeighborEffect): void {
    const port = `${namespace}:${interfaceName}`;
    const id = shortId(port, effect.destination, effect.msap);
    if (effect.after === null) {
      this.#neighbors.delete(id);
      this.tell({ kind: "neighbor-gone", id, port, reason: effect.reason });
      return;
    }
    this.#neighbors.set(id, effect.neighbor);
    const { destination } = effect;
    // Own fields before those of the LLDPDU: V8 gives each object that begins with a copy and grows a shape of its own.
    const facts: NeighborFacts = { id, port, namespace, interface: interfaceName, protocol: "lldp", destination, ...this.#heard(effect.after) };
    this.tell({ kind: "neighbor", facts, reason: effect.reason satisfies EventReason });
  }

  /** RFC 3339 UTC, or null when the neighbor is gone. */
  expiresAt(neighbor: string): string | null {
    const handle = this.#neighbors.get(neighbor);
    return handle ? this.#wall(handle.expiresAt) : null;
  }

  /** Hands over what waits, now. */
  flush(): void {
    this.#flush?.();
    this.#flush = null;
    const facts = this.#batch;
    this.#batch = [];
    if (facts.length > 0) {
      const started = this.#clock.now();
      this.#graph.apply(facts, this.#wall(started), started);
      this.facts.emit(facts);
      const ended = this.#clock.now();
      this.#restUntil = ended + Math.min(longestRest, ended - started);
    }
    this.#armTick();
  }

  /** From now on nothing reaches the graph: the end of the daemon is no change of the network. */
  close(): void {
    this.flush();
    this.#closed = true;
    this.#tick();
    this.#graph.freeze();
  }

  #heard({
    sourceMac,
    vlan,
    lldpdu,
    firstHeard,
    lastChange,
  }: HeardLldpdu): Omit<NeighborFacts, "id" | "port" | "namespace" | "interface" | "protocol" | "destination"> {
    return { sourceMac, vlan, ...lldpduDocument(lldpdu), firstSeen: this.#wall(firstHeard), lastChange: this.#wall(lastChange) };
  }

  #wall(instant: Instant): string {
    return new Date(this.#clock.wall() - (this.#clock.now() - instant)).toISOString();
  }

  #armTick(): void {
    const next = this.#graph.nextTick();
    if (next === this.#tickAt) return;
    this.#tick();
    this.#tickAt = next;
    if (next === null) return;
    this.#tick = this.#clock.at(next, () => {
      this.#tickAt = null;
      this.tell({ kind: "tick" });
      this.flush();
    });
  }
}

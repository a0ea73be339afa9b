import type { Instant, Signal } from "../base/index.ts";
import type {
  DiffDocument,
  EventDocument,
  ExplainDocument,
  LinkDocument,
  NamespaceDocument,
  NeighborFacts,
  NodeDocument,
  PortDocument,
  TopologyDocument,
  VerifyDocument,
} from "./documents.ts";
import type { Fact, Plan, PortDrift } from "./facts.ts";

/** A port as the graph knows it: without the counters, which never enter a revision. */
export type PortView = Omit<PortDocument, "counters">;

/** A bridge of ours, as its slave ports tell. */
export interface BridgeView {
  /** Port-id form `NS:br0`. */
  readonly id: string;
  readonly namespace: string;
  readonly interface: string;
  readonly groupFwdMask: number;
  readonly stp: boolean;
  /** Port ids, sorted. */
  readonly slaves: readonly string[];
}

/** What every reader of the graph may ask. Lists are sorted by id (code unit order) and are the same array until the next revision. */
export interface GraphView {
  readonly epoch: string;
  readonly revision: number;
  /** Time of the revision, RFC 3339 UTC. */
  readonly changedAt: string;
  topology(): TopologyDocument;
  namespaces(): readonly NamespaceDocument[];
  ports(): readonly PortView[];
  neighbors(): readonly NeighborFacts[];
  nodes(): readonly NodeDocument[];
  links(): readonly LinkDocument[];
  /** Bridges with at least one port, by id. */
  bridges(): readonly BridgeView[];
  namespace(id: string): NamespaceDocument | null;
  port(id: string): PortView | null;
  neighbor(id: string): NeighborFacts | null;
  link(id: string): LinkDocument | null;
  /** Null when the port is unknown. `drift` lends the numbers that are outside of the revision. */
  explain(port: string, peer: string | null, drift: (port: string) => PortDrift | null): ExplainDocument | null;
  verify(plan: Plan, strict: boolean): VerifyDocument;
  /** Events after `sequence` up to now, from memory; null when the ring no longer reaches that far. */
  eventsAfter(sequence: number): readonly EventDocument[] | null;
  /** Emits each batch of events once, after the graph has taken it. */
  readonly changes: Signal<readonly EventDocument[]>;
}

/** The graph as its keeper (the daemon, the collector) holds it. */
export interface Graph extends GraphView {
  /**
   * Takes facts in order and emits one batch of events on `changes`: what the facts say, then what follows for nodes and links.
   * `wallTime` is RFC 3339 UTC, `now` is monotonic. Returns the batch, which is empty when nothing changed.
   */
  apply(facts: readonly Fact[], wallTime: string, now: Instant): readonly EventDocument[];
  /** From now on facts are ignored: the end of the daemon itself is no change of the network. */
  freeze(): void;
  /** When a `tick` is worth giving (a warning ends by time alone), or null. */
  nextTick(): Instant | null;
}

export interface GraphOptions {
  /** Names this run of the graph; part of every event id. No `-` in it. */
  readonly epoch: string;
  /** RFC 3339 UTC: time of revision 0. */
  readonly wall: string;
  /** How many events `eventsAfter` reaches back; default 8192. */
  readonly ring?: number;
}

export type DiffOf = (from: TopologyDocument, to: TopologyDocument) => DiffDocument;

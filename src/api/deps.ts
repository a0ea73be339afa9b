import type { Clock, Logger } from "../base/index.ts";
import type {
  DiffOf,
  EventDocument,
  EventKind,
  GraphView,
  Plan,
  PortCounters,
  PortDrift,
  PortMode,
  StatusDocument,
  TopologyDocument,
} from "../topology/index.ts";

// What the daemon (or the collector) lends the API. The API holds no state of the network itself.

/** Facts that change without a revision. */
export interface LiveFacts {
  /** Null where they are not known: at a collector they stay on the machine. A port that nobody watches has counted nothing, which is known. */
  counters(port: string): PortCounters | null;
  drift(port: string): PortDrift | null;
  /** RFC 3339 UTC, or null when the neighbor is gone. */
  expiresAt(neighbor: string): string | null;
}

export interface EventQuery {
  /** Events after this id (`EPOCH-SEQ`), exclusive. */
  readonly after?: string;
  /** RFC 3339 bounds. */
  readonly since?: string;
  readonly until?: string;
  readonly namespace?: string;
  readonly kinds?: readonly EventKind[];
  readonly limit: number;
}

export interface HistoryReader {
  /** The topology at a time (RFC 3339) or right after an event (id); null when history does not reach that far. */
  topologyAt(moment: string): Promise<TopologyDocument | null>;
  events(query: EventQuery): Promise<readonly EventDocument[]>;
  /** Whether the event after `id` can still be replayed without a gap. */
  reaches(id: string): Promise<boolean>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Namespaces whose agents are not up, and why. */
  readonly failing: readonly { readonly namespace: string; readonly reason: string }[];
}

export type GraphFormat = "json" | "dot" | "graphml" | "netjson" | "rfc8345" | "mermaid" | "containerlab";

export interface PlanFault {
  readonly line: number;
  readonly message: string;
}

export interface ApiDeps {
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly graph: GraphView;
  readonly live: LiveFacts;
  readonly history: HistoryReader | null;
  status(): StatusDocument;
  readiness(): Readiness;
  /** The topology in a format that is not JSON. */
  writeGraph(topology: TopologyDocument, format: Exclude<GraphFormat, "json">): string;
  /** What differs between two topologies. */
  readonly diff: DiffOf;
  /** Reads a plan of any known form; `name` is a file name that hints at the form, or null. */
  readPlan(text: string, name: string | null): { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly fault: PlanFault };
  setPortMode(port: string, mode: PortMode): Promise<"done" | "unknown-port" | "not-watched">;
  /** Text of /metrics in the given exposition format. */
  metrics(format: "prometheus" | "openmetrics"): Promise<string>;
}

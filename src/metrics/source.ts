import type { GraphView, PortCounters } from "../topology/index.ts";
import type { FamilyKey } from "./catalog.ts";
import type { ChangeTally } from "./tally.ts";

/** One number of a family that no graph gives: of the push, the bus, the history, the process. */
export interface Sample {
  readonly family: FamilyKey;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What an exposition is made of; lent by the daemon. */
export interface MetricsSource {
  readonly graph: GraphView;
  readonly changes: ChangeTally;
  readonly build: { readonly version: string; readonly nodeVersion: string; readonly backend: string };
  /** Null for ports whose counters live on another machine. */
  counters(port: string): PortCounters | null;
  /** Milliseconds since 1970, or null when the neighbor is gone or its deadline lives on another machine. */
  expiresAt(neighbor: string): number | null;
  /** What our agents send on the port, and its ifalias. */
  identity(port: string): { readonly chassisId: string; readonly portId: string; readonly alias: string } | null;
  /** Whether verdicts are against a plan. */
  readonly planned: boolean;
  samples(): readonly Sample[];
}

import { ChangeTally, type MetricsSource, type Sample } from "../../src/metrics/index.ts";
import { createGraph, type Fact, type Graph, type PortCounters } from "../../src/topology/index.ts";

const counters: PortCounters = {
  framesTransmitted: 10,
  framesReceived: 9,
  framesDiscarded: 1,
  framesInErrors: 2,
  tlvsDiscarded: 3,
  tlvsUnrecognized: 4,
  ageouts: 5,
  transmitErrors: 6,
  lengthErrors: 7,
  foreignDestination: 8,
  tooManyNeighbors: 11,
  rateLimited: 12,
  socketDrops: 13,
};

/** A real graph with what the daemon would lend the exposition beside it. */
export function metricsSource(
  facts: readonly Fact[],
  more: { planned?: boolean; samples?: readonly Sample[] } = {},
): MetricsSource & { readonly graph: Graph } {
  const wall = "2026-01-01T00:00:00.000Z";
  const graph = createGraph({ epoch: "e1", wall });
  const changes = new ChangeTally();
  graph.changes.subscribe((events) => changes.take(events));
  graph.apply(facts, wall, 0);
  return {
    graph,
    changes,
    build: { version: "0.0.0-test", nodeVersion: "v20", backend: "direct" },
    counters: () => counters,
    expiresAt: () => Date.parse(wall) + 121_000,
    identity: (port) => ({ chassisId: "x@y", portId: port, alias: "" }),
    planned: more.planned ?? false,
    samples: () => more.samples ?? [],
  };
}

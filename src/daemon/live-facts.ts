import type { LiveFacts } from "../api/index.ts";
import type { PortCounters } from "../topology/index.ts";
import type { GraphKeeper } from "./graph-keeper.ts";
import type { KnownPort } from "./site.ts";

const silentCounters: PortCounters = {
  framesTransmitted: 0,
  framesReceived: 0,
  framesDiscarded: 0,
  framesInErrors: 0,
  tlvsDiscarded: 0,
  tlvsUnrecognized: 0,
  ageouts: 0,
  transmitErrors: 0,
  lengthErrors: 0,
  foreignDestination: 0,
  tooManyNeighbors: 0,
  rateLimited: 0,
  socketDrops: 0,
};

/** Counters and deadlines as they stand when asked. A port that is known but not watched has counted nothing. */
export function liveFacts(findPort: (id: string) => KnownPort | null, keeper: GraphKeeper): LiveFacts {
  const counters = (id: string): PortCounters | null => {
    const port = findPort(id);
    return port ? (port.counters() ?? silentCounters) : null;
  };
  return { counters, drift: counters, expiresAt: (neighbor) => keeper.expiresAt(neighbor) };
}

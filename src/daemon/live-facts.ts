import type { LiveFacts } from "../api/index.ts";
import { noCounters, type PortCounters } from "../topology/index.ts";
import type { GraphKeeper } from "./graph-keeper.ts";
import type { KnownPort } from "./site.ts";

/** Counters and deadlines as they stand when asked. A port that is known but not watched has counted nothing. */
export function liveFacts(findPort: (id: string) => KnownPort | null, keeper: GraphKeeper): LiveFacts {
  const counters = (id: string): PortCounters | null => {
    const port = findPort(id);
    return port ? (port.counters() ?? noCounters) : null;
  };
  return { counters, drift: counters, expiresAt: (neighbor) => keeper.expiresAt(neighbor) };
}

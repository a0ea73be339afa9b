import { hostname } from "node:os";
import type { Readiness } from "../../api/index.ts";
import type { Clock } from "../../base/index.ts";
import type { Collector } from "../../bus/index.ts";
import type { Sample } from "../../metrics/index.ts";
import type { Graph } from "../../topology/index.ts";
import type { Observed } from "../observed.ts";

/** The collector's graph as API, history, metrics and push see it. Counters and modes live on the machines and are not published. */
export function collected(graph: Graph, collector: Collector, clock: Clock): Observed {
  const hostOf = (neighbor: string) => graph.neighbor(neighbor)?.namespace.split("/", 1)[0] ?? "";
  return {
    graph,
    identity: { hostName: hostname() },
    live: {
      counters: () => null,
      drift: () => null,
      // A collector forgets what a host heard when it drops the host; the host's own deadline comes first while it is heard.
      expiresAt: (neighbor) => {
        const left = collector.dropsIn(hostOf(neighbor));
        return left === null ? null : new Date(clock.wall() + left).toISOString();
      },
    },
    readiness: () => readiness(collector),
    samples: () => samples(collector),
    setPortMode: () => "not-watched",
    port: () => null,
  };
}

function readiness(collector: Collector): Readiness {
  const { state, error } = collector.state();
  if (!collector.caughtUp) return { ready: false, failing: [{ namespace: "bus", reason: error ?? "the bucket is being read" }] };
  const refused = collector.figures().refusedKeys.map(({ key, refusal }) => ({ namespace: key, reason: refusal }));
  return { ready: state === "connected", failing: state === "connected" ? refused : [{ namespace: "bus", reason: error ?? state }, ...refused] };
}

function samples(collector: Collector): readonly Sample[] {
  const { hosts, staleHosts, refused, conflictingHosts, droppedHosts } = collector.figures();
  return [
    { family: "busConnected", value: collector.state().state === "connected" ? 1 : 0 },
    { family: "busHosts", labels: { state: "heard" }, value: hosts - staleHosts },
    { family: "busHosts", labels: { state: "stale" }, value: staleHosts },
    { family: "busRefused", labels: { reason: "garbage" }, value: refused.garbage },
    { family: "busRefused", labels: { reason: "newer-schema" }, value: refused["newer-schema"] },
    { family: "busConflicts", value: conflictingHosts.length },
    { family: "busDropped", value: droppedHosts },
  ];
}

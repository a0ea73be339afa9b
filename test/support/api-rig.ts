import { type Api, type ApiDeps, type ApiOptions, buildApi } from "../../src/api/index.ts";
import { type Clock, silentLogger } from "../../src/base/index.ts";
import { diffTopologies } from "../../src/topology/diff.ts";
import { type GraphView, noCounters, type PortCounters, type PortMode } from "../../src/topology/index.ts";
import { FakeGraph } from "./fake-graph.ts";
import { runningClock } from "./running-clock.ts";

export const token = "a-token-for-tests-only";

const counters: PortCounters = { ...noCounters, framesTransmitted: 1, framesReceived: 2 };

/** What a daemon would lend, around any graph. A plan is lines of `node:if node:if`. */
export function lentBy(graph: GraphView, more: Partial<ApiDeps> = {}): ApiDeps {
  const clock: Clock = more.clock ?? runningClock;
  return {
    version: "0.0.0-test",
    clock,
    log: silentLogger,
    graph,
    live: {
      counters: () => counters,
      drift: () => ({ framesTransmitted: 1, framesReceived: 2, socketDrops: 0 }),
      expiresAt: () => new Date(clock.wall() + 120_000).toISOString(),
    },
    history: null,
    status: () => ({
      schema: 1,
      version: "0.0.0-test",
      epoch: graph.epoch,
      revision: graph.revision,
      uptime: 1.5,
      namespaces: graph.namespaces().length,
      ports: graph.ports().length,
      neighbors: graph.neighbors().length,
      links: { ok: graph.links().length },
      history: { state: "off", events: 0, bytes: 0, error: null },
      bus: { state: "off", error: null },
      push: { state: "off", queued: 0, written: 0, dropped: 0, error: null },
    }),
    readiness: () => ({ ready: true, failing: [] }),
    writeGraph: (topology, format) => `${format} of ${topology.nodes.length} nodes\n`,
    diff: diffTopologies,
    readPlan: (text) => {
      const lines = text.split("\n").filter(Boolean);
      const bad = lines.findIndex((line) => !/^\S+:\S+ \S+:\S+$/.test(line));
      if (bad >= 0) return { ok: false, fault: { line: bad + 1, message: "two ends are needed" } };
      const end = (text: string) => ({ node: text.split(":")[0] ?? "", interface: text.split(":")[1] ?? "" });
      const links = lines.map((line, index) => {
        const [a = "", b = ""] = line.split(" ");
        return { a: end(a), b: end(b), match: "ifname" as const, fqdn: false, line: index + 1 };
      });
      return { ok: true, plan: { source: "test", links, nodes: [] } };
    },
    setPortMode: async (port: string, _mode: PortMode) => (graph.port(port) ? "done" : "unknown-port"),
    metrics: async (format) => `# ${format}\nlldp_build_info 1\n`,
    ...more,
  };
}

/** An API on a fake graph of so many namespaces. */
export async function apiRig(
  shape: ConstructorParameters<typeof FakeGraph>[0] = { namespaces: 3 },
  options: ApiOptions = {},
  more: Partial<ApiDeps> = {},
): Promise<{ readonly api: Api; readonly graph: FakeGraph }> {
  const graph = new FakeGraph(shape);
  const api = await buildApi(lentBy(graph, more), { token: () => token, ...options });
  return { api, graph };
}

import { performance } from "node:perf_hooks";
import { Gauge, Registry } from "prom-client";
import { Exposition } from "../src/metrics/index.ts";
import type { Graph } from "../src/topology/index.ts";
import { namespaceOf } from "../test/support/bus-facts.ts";
import { metricsSource } from "../test/support/metrics-graph.ts";
import { type Context, type Row, type Scenario, summarize } from "./scenario.ts";

const portsPerNamespace = 5;
const blockedTarget = 20;
const wall = "2026-01-01T00:01:00.000Z";

/** Changes the revision of the graph, so that the next answer writes everything anew. */
function change(graph: Graph, round: number): void {
  graph.apply([{ kind: "port-gone", id: `n${round}:eth0`, reason: "interface-gone" }], wall, 60_000 + round);
}

/** The series of an answer, as prom-client keeps them. */
function kept(text: string): Registry {
  const registry = new Registry();
  const gauges = new Map<string, Gauge>();
  for (const line of text.split("\n")) {
    const [, name, inner = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const labels = Object.fromEntries([...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, held]) => [label as string, held as string]));
    const gauge = gauges.get(name) ?? new Gauge({ name, help: name, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set(labels, Number(value));
  }
  return registry;
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function scrapes(ports: number, { rounds, log }: Context): Promise<readonly Row[]> {
  const facts = Array.from({ length: ports / portsPerNamespace }, (_, index) => namespaceOf(`n${index}`, portsPerNamespace)).flat();
  const source = metricsSource(facts, { planned: true });
  const exposition = new Exposition({ nodeGraph: true });
  const answer = () => exposition.text(source, "prometheus");
  const text = answer();
  const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
  const registry = kept(text);
  const [same, changed, peer]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < 3 * rounds; round++) {
    log(`${ports} ports, round ${round + 1} of ${3 * rounds}`);
    same.push(await timed(answer));
    change(source.graph, round);
    changed.push(await timed(answer));
    peer.push(await timed(() => registry.metrics()));
  }
  const target = (figures: readonly number[]) =>
    ports > 1000 ? {} : { target: { text: `<= ${blockedTarget} ms`, met: summarize(figures).median <= blockedTarget } };
  const name = `${ports.toLocaleString("en-US")} ports, ${series.toLocaleString("en-US")} series`;
  const peers = { "prom-client alone": summarize(peer) };
  const common = { unit: "ms", better: "less" } as const;
  return [
    { ...common, name: `${name}: answer, event loop blocked`, ours: summarize(same), peers, ...target(same) },
    { ...common, name: `${name}: answer after a change, event loop blocked`, ours: summarize(changed), peers, ...target(changed) },
    {
      name: `${name}: octets`,
      unit: "octets",
      better: "less",
      ours: summarize([Buffer.byteLength(text)]),
      peers: { "prom-client alone": summarize([Buffer.byteLength(await registry.metrics())]) },
    },
  ];
}

export const metrics: Scenario = {
  name: "metrics",
  summary:
    "The text of /metrics for a graph with a neighbor on every port, node graph included. It is written in one go, so its time is also how long the event loop stands still. prom-client alone renders the same series, which it holds already; whoever uses it would have to set them before as well",
  peers: [],
  run: async (context) => [...(await scrapes(1000, context)), ...(await scrapes(10_000, context))],
};

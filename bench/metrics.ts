import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
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

/** Milliseconds of the whole answer, and the longest time between two turns of the event loop while it is made. */
async function inTurns(answer: (turn: () => Promise<void>) => Promise<string>): Promise<{ readonly whole: number; readonly blocked: number }> {
  const started = performance.now();
  let [since, blocked] = [started, 0];
  await answer(async () => {
    blocked = Math.max(blocked, performance.now() - since);
    await setImmediate();
    since = performance.now();
  });
  const ended = performance.now();
  return { whole: ended - started, blocked: Math.max(blocked, ended - since) };
}

async function scrapes(ports: number, { rounds, log }: Context): Promise<readonly Row[]> {
  const facts = Array.from({ length: ports / portsPerNamespace }, (_, index) => namespaceOf(`n${index}`, portsPerNamespace)).flat();
  const source = metricsSource(facts, { planned: true });
  const exposition = new Exposition({ nodeGraph: true });
  const answer = () => inTurns((turn) => exposition.textInTurns(source, "prometheus", turn));
  const text = exposition.text(source, "prometheus");
  const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
  const registry = kept(text);
  const same: { whole: number; blocked: number }[] = [];
  const changed: typeof same = [];
  const peer: number[] = [];
  for (let round = 0; round < 3 * rounds; round++) {
    log(`${ports} ports, round ${round + 1} of ${3 * rounds}`);
    same.push(await answer());
    change(source.graph, round);
    changed.push(await answer());
    peer.push(await timed(() => registry.metrics()));
  }
  const target = (figures: readonly number[]) =>
    ports > 1000 ? {} : { target: { text: `<= ${blockedTarget} ms`, met: summarize(figures).median <= blockedTarget } };
  const name = `${ports.toLocaleString("en-US")} ports, ${series.toLocaleString("en-US")} series`;
  const peers = { "prom-client alone": summarize(peer) };
  const common = { unit: "ms", better: "less" } as const;
  return [
    ...(
      [
        ["", same],
        [" after a change", changed],
      ] as const
    ).flatMap(([when, figures]) => {
      const [whole, blocked] = [figures.map((each) => each.whole), figures.map((each) => each.blocked)];
      return [
        { ...common, name: `${name}: answer${when}`, ours: summarize(whole), peers },
        { ...common, name: `${name}: answer${when}, event loop blocked`, ours: summarize(blocked), peers: {}, ...target(blocked) },
      ];
    }),
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
    "The text of /metrics for a graph with a neighbor on every port, node graph included. The event loop is blocked for the longest time between two turns of it. prom-client alone renders the same series, which it holds already; whoever uses it would have to set them before as well",
  peers: [],
  run: async (context) => [...(await scrapes(1000, context)), ...(await scrapes(10_000, context))],
};

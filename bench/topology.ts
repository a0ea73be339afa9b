import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGraph, type Fact, type Graph } from "../src/topology/index.ts";
import { SimulatedNetwork } from "../test/support/simulated-network.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

export const topology: Scenario = {
  name: "topology",
  summary:
    "A ring of namespaces, every cable heard both ways, told to the graph in process. One neighbor goes and comes back, each as a batch of its own with " +
    "all verdicts and events, and the memory of the graph with its facts. No peer keeps a graph.",
  peers: [],
  run: async (context) => [...rows(context)],
};

const wall = "2026-01-01T00:00:00.000Z";
const memoryTarget = 8192;
const slopeTarget = 0.3;

function* rows(context: Context): Iterable<Row> {
  // Code that runs for the first time is slow, and belongs to no size.
  measure(100, 500);
  const sizes = context.short ? [100, 1000, 10_000] : [100, 1000, 10_000, 100_000];
  const medians: number[] = [];
  for (const ports of sizes) {
    const { changes, bytesPerPort, read } = measure(ports, 4000);
    context.log(`${ports} ports: ${quantile(changes, 0.5).toFixed(1)} us a change`);
    medians.push(quantile(changes, 0.5));
    yield row(`one change at ${ports} ports, median`, "us", quantile(changes, 0.5));
    yield row(`one change at ${ports} ports, p99`, "us", quantile(changes, 0.99));
    // A hundred ports do not weigh enough to be told from what the process does besides.
    const target = ports < 1000 ? {} : { target: { text: "<= 8 kB", met: bytesPerPort <= memoryTarget } };
    yield { ...row(`memory at ${ports} ports, neighbors included`, "B/port", bytesPerPort), ...target };
    yield row(`first topology() after a change at ${ports} ports`, "ms", read);
  }
  const slope = Math.log((medians.at(-1) as number) / (medians[0] as number)) / Math.log((sizes.at(-1) as number) / (sizes[0] as number));
  const text = `<= ${slopeTarget}: does not grow with the graph (0 is constant, 1 is linear)`;
  yield { ...row("slope of the median change over the number of ports", "exponent", slope), target: { text, met: slope <= slopeTarget } };
}

function row(name: string, unit: string, figure: number): Row {
  return { name, unit, better: "less", ours: summarize([figure]), peers: {} };
}

function measure(ports: number, rounds: number): { readonly changes: readonly number[]; readonly bytesPerPort: number; readonly read: number } {
  const before = heap();
  const facts = ring(ports);
  const graph = createGraph({ epoch: "bench", wall, ring: 1024 });
  for (let at = 0; at < facts.length; at += 100) graph.apply(facts.slice(at, at + 100), wall, 0);
  const changes = churn(graph, facts, rounds);
  const bytesPerPort = (heap() - before) / ports;
  const start = performance.now();
  const { links } = graph.topology();
  const read = performance.now() - start;
  if (links.length !== ports / 2 || links.some(({ verdict }) => verdict !== "ok")) throw new Error("the graph is not the ring that was told");
  return { changes, bytesPerPort, read };
}

/** Every namespace has two ports. */
function ring(ports: number): Fact[] {
  const network = new SimulatedNetwork();
  const count = ports / 2;
  for (let index = 0; index < count; index++) network.cable(`n${index}:right`, `n${(index + 1) % count}:left`);
  return [
    ...[...network.namespaces.values()].map((facts): Fact => ({ kind: "namespace", facts })),
    ...[...network.ports.values()].map((facts): Fact => ({ kind: "port", facts })),
    ...[...network.ports.values()].map(
      ({ id, wiredTo }): Fact => ({ kind: "neighbor", facts: network.report(id, wiredTo as string), reason: "new" }),
    ),
  ];
}

/** Microseconds of each change, the first quarter left out. */
function churn(graph: Graph, facts: readonly Fact[], rounds: number): number[] {
  const neighbors = facts.filter((fact) => fact.kind === "neighbor");
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const fact = neighbors[(round * 7919) % neighbors.length] as (typeof neighbors)[number];
    const { id, port } = fact.facts;
    for (const change of [{ kind: "neighbor-gone", id, port, reason: "aged-out" } as const, fact]) {
      const start = performance.now();
      // A minute between two rounds: nothing flaps.
      graph.apply([change], wall, round * 60_000);
      times.push((performance.now() - start) * 1000);
    }
  }
  return times.slice(rounds / 2);
}

function heap(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

import { performance } from "node:perf_hooks";
import { createGraph, type Fact, type Graph } from "../../src/topology/index.ts";
import { SimulatedNetwork } from "../../test/support/simulated-network.ts";

// What one change costs the graph, and what a port costs in memory (neighbor included), from 100 to 100,000 ports. Run with --expose-gc.

const wall = "2026-01-01T00:00:00.000Z";
const sizes = process.argv.slice(2).map(Number);
const rounds = 4000;

/** A ring: every namespace has two ports, each cable is heard both ways. */
function ring(ports: number): Fact[] {
  const network = new SimulatedNetwork();
  const count = ports / 2;
  const facts: Fact[] = [];
  for (let index = 0; index < count; index++) network.cable(`n${index}:right`, `n${(index + 1) % count}:left`);
  for (const namespace of network.namespaces.values()) facts.push({ kind: "namespace", facts: namespace });
  for (const port of network.ports.values()) facts.push({ kind: "port", facts: port });
  for (const port of network.ports.values()) {
    facts.push({ kind: "neighbor", facts: network.report(port.id, port.wiredTo as string), reason: "new" });
  }
  return facts;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

interface Row {
  readonly ports: number;
  readonly buildMs: number;
  readonly medianUs: number;
  readonly p99Us: number;
  readonly bytesPerPort: number;
  readonly readMs: number;
}

/** Neighbors that go and come back, one per batch, as a cable that is pulled and put back. */
function churn(graph: Graph, facts: readonly Fact[]): number[] {
  const neighbors = facts.filter((fact) => fact.kind === "neighbor");
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const fact = neighbors[(round * 7919) % neighbors.length] as Extract<Fact, { kind: "neighbor" }>;
    const { id, port } = fact.facts;
    for (const change of [{ kind: "neighbor-gone", id, port, reason: "aged-out" } as const, fact]) {
      const start = performance.now();
      graph.apply([change], wall, round * 1000);
      times.push((performance.now() - start) * 1000);
    }
  }
  return times.slice(rounds / 4).sort((left, right) => left - right);
}

function measure(ports: number): Row {
  const before = heap();
  const facts = ring(ports);
  const graph = createGraph({ epoch: "bench", wall, ring: 1024 });
  const start = performance.now();
  for (let at = 0; at < facts.length; at += 100) graph.apply(facts.slice(at, at + 100), wall, 0);
  const buildMs = performance.now() - start;
  const times = churn(graph, facts);
  const bytesPerPort = (heap() - before) / ports;
  const readStart = performance.now();
  const { links } = graph.topology();
  const readMs = performance.now() - readStart;
  if (links.length !== ports / 2 || links.some(({ verdict }) => verdict !== "ok")) throw new Error("the graph is not the ring that was told");
  return { ports, buildMs, medianUs: at(times, 0.5), p99Us: at(times, 0.99), bytesPerPort, readMs };
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.floor(part * (sorted.length - 1))] as number;
}

const rows = (sizes.length > 0 ? sizes : [100, 1000, 10_000, 100_000]).map(measure);
for (const { ports, buildMs, medianUs, p99Us, bytesPerPort, readMs } of rows) {
  const cells = [`${ports} ports`, `build ${buildMs.toFixed(0)} ms`, `change ${medianUs.toFixed(1)} us median`, `${p99Us.toFixed(1)} us p99`];
  console.log([...cells, `${Math.round(bytesPerPort)} bytes/port`, `first topology() ${readMs.toFixed(1)} ms`].join(", "));
}
const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
const slope = Math.log(last.medianUs / first.medianUs) / Math.log(last.ports / first.ports);
console.log(`slope of the median change over the number of ports (0 is constant, 1 is linear): ${slope.toFixed(3)}`);

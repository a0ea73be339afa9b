import { expect, test } from "vitest";
import { createGraph, type Fact, type Graph } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";

const wall = "2026-01-01T00:00:01.000Z";
const count = 4000;
const port = "host:eno1";
const network = new SimulatedNetwork().namespace("host", { kind: "host" }).port(port, { kind: "physical", leavesMachine: true });

/** All of them bear the same name, as a flood's do. */
const crowd = Array.from({ length: count }, (_, index) => strangerFacts(port, `system ${index}`, "eth0", { systemName: "stranger" }));
const come: readonly Fact[] = crowd.map((facts) => ({ kind: "neighbor", facts, reason: "new" }));
const go: readonly Fact[] = crowd.map(({ id }) => ({ kind: "neighbor-gone", id, port, reason: "aged-out" }));

function graphOf(...facts: readonly Fact[]): Graph {
  const graph = createGraph({ epoch: "e", wall });
  graph.apply([...network.facts(), ...facts], wall, 1000);
  return graph;
}

function inBatches(graph: Graph, facts: readonly Fact[], size: number): void {
  for (let at = 0; at < facts.length; at += size) graph.apply(facts.slice(at, at + size), wall, 2000);
}

// Work that grows with the square of the crowd takes longer than this test has.
test("thousands of neighbors on one port come a few at a time and go all at once, or the other way", { timeout: 60_000 }, () => {
  const graph = graphOf();
  inBatches(graph, come, 32);
  const atOnce = graphOf(...come);
  expect(graph.links()).toEqual(atOnce.links());
  expect(graph.nodes()).toEqual(atOnce.nodes());
  expect(graph.links()).toHaveLength(count + 1);
  graph.apply(go, wall, 3000);
  inBatches(atOnce, go, 32);
  for (const each of [graph, atOnce]) {
    expect(each.links()).toEqual([]);
    expect(each.neighbors()).toEqual([]);
    expect(each.nodes().map(({ id }) => id)).toEqual(["host"]);
  }
});

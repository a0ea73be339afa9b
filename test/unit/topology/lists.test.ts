import { expect, test } from "vitest";
import { createGraph } from "../../../src/topology/index.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";

test("events are kept up to the bound, and asking for older ones says that they are gone", () => {
  const network = new SimulatedNetwork().cable("h1:eth0", "h2:eth0");
  const graph = createGraph({ epoch: "e", wall: "", ring: 3 });
  graph.apply(network.facts(), "", 0);
  const { revision } = graph;
  expect(graph.eventsAfter(revision - 3)?.map(({ id }) => id)).toEqual([`e-${revision - 2}`, `e-${revision - 1}`, `e-${revision}`]);
  expect(graph.eventsAfter(revision - 4)).toBeNull();
  for (const nonsense of [-1, 0.5, Number.NaN, revision + 1]) expect(graph.eventsAfter(nonsense)).toBeNull();
});

test("lists are sorted, and the same array until something changes", () => {
  const network = new SimulatedNetwork().cable("b:eth0", "a:eth0");
  const graph = createGraph({ epoch: "e", wall: "" });
  graph.apply(network.facts(), "", 0);
  const [ports, nodes, links] = [graph.ports(), graph.nodes(), graph.links()];
  expect(ports.map(({ id }) => id)).toEqual(["a:eth0", "b:eth0"]);
  expect([graph.ports(), graph.nodes(), graph.links()].map((list, index) => list === [ports, nodes, links][index])).toEqual([true, true, true]);
  graph.apply(network.cable("aa:eth0", "b:eth1").facts(), "", 1);
  expect(graph.ports().map(({ id }) => id)).toEqual(["a:eth0", "aa:eth0", "b:eth0", "b:eth1"]);
  expect(graph.nodes()[0]).toBe(nodes[0]);
});

test("each batch of events is emitted once, after the graph has taken it", () => {
  const graph = createGraph({ epoch: "e", wall: "" });
  const seen: [number, number][] = [];
  graph.changes.subscribe((events) => seen.push([events.length, graph.revision]));
  graph.apply(new SimulatedNetwork().cable("a:eth0", "b:eth0").facts(), "", 0);
  graph.apply([{ kind: "tick" }], "", 1);
  expect(seen).toEqual([[graph.revision, graph.revision]]);
});

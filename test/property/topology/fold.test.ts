import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGraph, type Fact, type Graph, type LinkDocument, type Plan, topologyAfter } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";

const start = "2026-01-01T00:00:00.000Z";
const wall = (step: number) => new Date(Date.parse(start) + step).toISOString();

function emptyGraph(): Graph {
  return createGraph({ epoch: "e", wall: start });
}

/** The topology without what depends on when things were told. */
function shape(graph: Graph): unknown {
  const links = graph.links().map(({ since: _since, flaps: _flaps, ...link }: LinkDocument) => link);
  const ports = graph.ports().map(({ lastChange: _lastChange, ...port }) => port);
  return { nodes: graph.nodes(), links, ports, namespaces: graph.namespaces(), neighbors: graph.neighbors() };
}

interface Cable {
  readonly a: number;
  readonly b: number;
  readonly state: "up" | "down";
  readonly mode: "rx-and-tx" | "rx-only" | "disabled";
}

const cables = fc.array(
  fc.record<Cable>({
    a: fc.nat(5),
    b: fc.nat(5),
    state: fc.constantFrom("up", "up", "up", "down"),
    mode: fc.constantFrom("rx-and-tx", "rx-and-tx", "rx-only", "disabled"),
  }),
  { minLength: 1, maxLength: 8 },
);

const networks = fc
  .record({
    cables,
    hosts: fc.integer({ min: 0, max: 5 }),
    mask: fc.constantFrom(0, 0x4000),
    watched: fc.boolean(),
    trunk: fc.boolean(),
    strangers: fc.nat(3),
    macvlans: fc.nat(3),
  })
  .map(({ cables, hosts, mask, watched, trunk, strangers, macvlans }) => {
    const network = new SimulatedNetwork();
    for (const [index, { a, b, state, mode }] of cables.entries()) {
      const ends = [`n${a}:a${index}`, `n${b}:b${index}`] as const;
      network.cable(...ends).port(ends[0], { state, adminUp: state === "up", mode });
    }
    const slaves = Array.from({ length: hosts }, (_, index) => `sw:p${index}`);
    for (const [index, slave] of slaves.entries()) network.cable(`h${index}:eth0`, slave);
    if (trunk) {
      network.cable("sw:up", "sx:up").cable("h9:eth0", "sx:p9").bridge("sx:br0", ["sx:up", "sx:p9"], { mask: 0x4000 }).unwatch("sx");
      slaves.push("sw:up");
    }
    if (slaves.length > 0) network.bridge("sw:br0", slaves, { mask });
    if (!watched) network.unwatch("sw");
    if (strangers + macvlans > 0) network.namespace("host", { kind: "host" }).port("host:eno1", { kind: "physical", leavesMachine: true });
    for (let index = 0; index < macvlans; index++) network.namespace(`m${index}`).port(`m${index}:mv0`, { kind: "macvlan", parent: "host:eno1" });
    const heard = Array.from({ length: strangers }, (_, index): Fact => {
      return { kind: "neighbor", facts: strangerFacts("host:eno1", `sw${index}`, "swp1"), reason: "new" };
    });
    return [...network.facts(), ...heard];
  });

const plans = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(7)), { maxLength: 6 }).map((pairs): Plan => {
  const links = pairs.map(([a, b, index]) => ({
    a: { node: `n${a}`, interface: `a${index}` },
    b: { node: `n${b}`, interface: `b${index}` },
    match: "ifname" as const,
    fqdn: false,
    line: 1,
  }));
  return { source: "plan.dot", links: [...links, planned("h0", "h9")], nodes: [] };
});

function planned(a: string, b: string): Plan["links"][number] {
  return { a: { node: a, interface: "eth0" }, b: { node: b, interface: "eth0" }, match: "ifname", fqdn: false, line: 1 };
}

/** What takes a fact back. */
function opposite(fact: Fact): Fact | null {
  if (fact.kind === "port") return { kind: "port-gone", id: fact.facts.id, reason: "interface-gone" };
  if (fact.kind === "neighbor") return { kind: "neighbor-gone", id: fact.facts.id, port: fact.facts.port, reason: "aged-out" };
  return fact.kind === "namespace" ? { kind: "namespace-gone", id: fact.facts.id } : null;
}

describe("the fold", () => {
  test("does not depend on the order in which facts arrive", () => {
    fc.assert(
      fc.property(networks, plans, fc.infiniteStream(fc.nat()), (facts, plan, stream) => {
        const all: Fact[] = [...facts, { kind: "plan", plan }];
        const shuffled = [...all].map((fact) => ({ fact, key: stream.next().value as number })).sort((left, right) => left.key - right.key);
        const first = emptyGraph();
        first.apply(all, wall(1), 1);
        const second = emptyGraph();
        for (const [step, { fact }] of shuffled.entries()) second.apply([fact], wall(step), step);
        expect(shape(second)).toEqual(shape(first));
      }),
      { numRuns: 500 },
    );
  });

  test("says nothing about facts that it knows", () => {
    fc.assert(
      fc.property(networks, plans, (facts, plan) => {
        const graph = emptyGraph();
        graph.apply([...facts, { kind: "plan", plan }], wall(1), 1);
        const { revision } = graph;
        expect(graph.apply([...facts, { kind: "plan", plan }, { kind: "tick" }], wall(2), 2)).toEqual([]);
        expect(graph.revision).toBe(revision);
      }),
      { numRuns: 200 },
    );
  });

  test("is taken back by the opposite facts, whatever the order", () => {
    fc.assert(
      fc.property(networks, fc.infiniteStream(fc.nat()), (facts, stream) => {
        const graph = emptyGraph();
        graph.apply(facts, wall(1), 1);
        const back = facts.map((fact) => ({ fact: opposite(fact), key: stream.next().value as number })).sort((left, right) => left.key - right.key);
        for (const [step, { fact }] of back.entries()) if (fact) graph.apply([fact], wall(step), 2 + step);
        expect(shape(graph)).toEqual(shape(emptyGraph()));
      }),
      { numRuns: 300 },
    );
  });

  test("gives events that rebuild every topology on the way", () => {
    fc.assert(
      fc.property(networks, plans, fc.infiniteStream(fc.nat()), (facts, plan, stream) => {
        const graph = emptyGraph();
        const base = graph.topology();
        const steps: Fact[] = [...facts.slice(0, 4), { kind: "plan", plan }, ...facts.slice(4)];
        for (const fact of facts) {
          const back = (stream.next().value as number) % 3 === 0 ? opposite(fact) : null;
          if (back) steps.push(back);
        }
        for (const [step, fact] of steps.entries()) {
          const before = graph.topology();
          const events = graph.apply([fact], wall(step), step);
          expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => `e-${before.revision + index + 1}`));
          expect(topologyAfter(before, events)).toEqual(graph.topology());
        }
        expect(topologyAfter(base, graph.eventsAfter(0) ?? [])).toEqual(graph.topology());
      }),
      { numRuns: 150 },
    );
  });

  test("names a node for each end of each link, and each id once", () => {
    fc.assert(
      fc.property(networks, plans, (facts, plan) => {
        const graph = emptyGraph();
        graph.apply([...facts, { kind: "plan", plan }], wall(1), 1);
        const { nodes, links } = graph.topology();
        const owned = new Set(nodes.flatMap((node) => (node.kind === "segment" ? [node.id] : node.ports)));
        for (const { a, b } of links) expect([owned.has(a), owned.has(b)]).toEqual([true, true]);
        for (const list of [nodes, links, graph.ports()]) {
          const ids = list.map(({ id }) => id);
          expect(ids).toEqual([...new Set(ids)].sort());
        }
      }),
      { numRuns: 200 },
    );
  });
});

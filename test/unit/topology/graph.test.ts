import { describe, expect, test } from "vitest";
import { createGraph, type Graph, topologyAfter } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";

const wall = "2026-01-01T00:00:01.000Z";

function graphOf(network: SimulatedNetwork): Graph {
  const graph = createGraph({ epoch: "e", wall: "2026-01-01T00:00:00.000Z" });
  graph.apply(network.facts(), wall, 1000);
  return graph;
}

describe("two namespaces and a cable", () => {
  const network = new SimulatedNetwork().cable("h1:eth0", "h2:eth0");

  test("is one link, heard both ways", () => {
    const graph = graphOf(network);
    expect(graph.links()).toMatchObject([
      { id: "h1:eth0--h2:eth0", planned: null, wired: true, observed: { aToB: true, bToA: true }, verdict: "ok", reason: null, warnings: [] },
    ]);
    expect(graph.nodes().map(({ id, ports }) => [id, ports])).toEqual([
      ["h1", ["h1:eth0"]],
      ["h2", ["h2:eth0"]],
    ]);
    expect(graph.port("h1:eth0")).toMatchObject({ neighbors: 1, verdict: "ok", wiredTo: "h2:eth0" });
  });

  test("numbers every change once", () => {
    const graph = createGraph({ epoch: "e", wall });
    const events = graph.apply(network.facts(), wall, 1000);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => `e-${index + 1}`));
    expect(graph.revision).toBe(events.length);
    expect(graph.eventsAfter(0)).toEqual(events);
    expect(graph.eventsAfter(graph.revision)).toEqual([]);
    expect(graph.eventsAfter(graph.revision + 1)).toBeNull();
    expect(graph.apply(network.facts(), wall, 2000)).toEqual([]);
  });

  test("goes when a namespace goes, and its replay says the same", () => {
    const graph = graphOf(network);
    const before = graph.topology();
    const events = graph.apply([{ kind: "namespace-gone", id: "h2" }], wall, 2000);
    expect(events.map(({ kind }) => kind)).toContain("link-removed");
    expect(graph.links()).toEqual([]);
    expect(graph.nodes().map(({ id }) => id)).toEqual(["h1"]);
    expect(topologyAfter(before, events)).toEqual(graph.topology());
  });

  test("ignores facts once frozen", () => {
    const graph = graphOf(network);
    graph.freeze();
    expect(graph.apply([{ kind: "namespace-gone", id: "h2" }], wall, 2000)).toEqual([]);
    expect(graph.links()).toHaveLength(1);
  });
});

describe("a bridge", () => {
  const star = () => new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2").cable("h3:eth0", "sw:p3");

  test("that is watched and filters is three links", () => {
    const graph = graphOf(star().bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"]));
    expect(graph.links().map(({ id, verdict }) => [id, verdict])).toEqual([
      ["h1:eth0--sw:p1", "ok"],
      ["h2:eth0--sw:p2", "ok"],
      ["h3:eth0--sw:p3", "ok"],
    ]);
    expect(graph.nodes().filter(({ kind }) => kind === "segment")).toEqual([]);
  });

  test("that is watched and forwards is three links and one segment", () => {
    const graph = graphOf(star().bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"], { mask: 0x4000 }));
    expect(graph.links().map(({ id, verdict }) => [id, verdict])).toEqual([
      ["h1:eth0--sw:p1", "ok"],
      ["h2:eth0--sw:p2", "ok"],
      ["h3:eth0--sw:p3", "ok"],
    ]);
    expect(graph.nodes().filter(({ kind }) => kind === "segment")).toEqual([
      {
        id: "segment:sw:br0",
        kind: "segment",
        name: "sw:br0",
        host: "box",
        namespace: "sw",
        chassisId: null,
        capabilities: null,
        ports: ["h1:eth0", "h2:eth0", "h3:eth0"],
      },
    ]);
  });

  test("that is not watched and forwards carries its cables", () => {
    const graph = graphOf(star().bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"], { mask: 0x4000 }).unwatch("sw"));
    expect(graph.links().map(({ id, verdict, observed }) => [id, verdict, observed])).toEqual([
      ["h1:eth0--sw:p1", "ok", { aToB: true, bToA: true }],
      ["h2:eth0--sw:p2", "ok", { aToB: true, bToA: true }],
      ["h3:eth0--sw:p3", "ok", { aToB: true, bToA: true }],
    ]);
    expect(graph.nodes().map(({ id }) => id)).toEqual(["h1", "h2", "h3", "segment:sw:br0", "sw"]);
  });

  test("that is not watched and filters cannot be judged", () => {
    const graph = graphOf(star().bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"]).unwatch("sw"));
    expect(graph.links().map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ["h1:eth0--sw:p1", "unverified", "not-watched"],
      ["h2:eth0--sw:p2", "unverified", "not-watched"],
      ["h3:eth0--sw:p3", "unverified", "not-watched"],
    ]);
  });

  test("that is watched and joins only two hosts is their cables", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2");
    const graph = graphOf(network.bridge("sw:br0", ["sw:p1", "sw:p2"], { mask: 0x4000 }));
    expect(graph.links().map(({ id, verdict }) => [id, verdict])).toEqual([
      ["h1:eth0--sw:p1", "ok"],
      ["h2:eth0--sw:p2", "ok"],
    ]);
  });

  test("that is not watched and joins only two hosts is a plain link", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2");
    const graph = graphOf(network.bridge("sw:br0", ["sw:p1", "sw:p2"], { mask: 0x4000 }).unwatch("sw"));
    expect(graph.links()).toMatchObject([{ id: "h1:eth0--h2:eth0", wired: true, verdict: "ok" }]);
    expect(graph.nodes().map(({ id }) => id)).toEqual(["h1", "h2"]);
  });
});

describe("a network card", () => {
  const card = () => new SimulatedNetwork().namespace("host", { kind: "host" }).port("host:eno1", { kind: "physical", leavesMachine: true });

  test("with one switch behind it is a link that cannot be verified", () => {
    const graph = graphOf(card());
    graph.apply([{ kind: "neighbor", facts: strangerFacts("host:eno1", "sw1", "swp1"), reason: "new" }], wall, 2000);
    const [link] = graph.links();
    expect(link).toMatchObject({ wired: null, verdict: "unverified", reason: "not-watched", fix: null });
    expect(link?.b).toMatch(/^~[0-9a-f]{12}:swp1$/);
    expect(graph.nodes().find(({ kind }) => kind === "remote")).toMatchObject({ name: "sw1", ports: [link?.b] });
  });

  test("with two systems behind it is a segment", () => {
    const graph = graphOf(card());
    for (const system of ["sw1", "sw2"]) {
      graph.apply([{ kind: "neighbor", facts: strangerFacts("host:eno1", system, "swp1"), reason: "new" }], wall, 2000);
    }
    const [segment] = graph.nodes().filter(({ kind }) => kind === "segment");
    expect(segment?.ports).toHaveLength(3);
    expect(graph.links().map(({ a, b }) => [a, b].includes(segment?.id ?? ""))).toEqual([true, true, true]);
    expect(graph.port("host:eno1")?.warnings).toEqual(["multiple"]);
  });
});

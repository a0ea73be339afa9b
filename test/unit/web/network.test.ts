import { describe, expect, it } from "vitest";
import { createGraph, type EventDocument, type Fact } from "../../../src/topology/index.ts";
import { EventStreamParser } from "../../../web/src/event-stream.ts";
import { Network } from "../../../web/src/network.ts";
import { readPlace, writePlace } from "../../../web/src/place.ts";
import { buildScene, type SceneInput } from "../../../web/src/scene.ts";
import { shown } from "../../../web/src/words.ts";
import { namespaceFacts, namespaceOf, neighborFacts, portFacts } from "../../support/bus-facts.ts";

const wall = "2026-01-01T00:00:00.000Z";
const identifier = (value: string) => ({ subtype: "local", value, bytes: Buffer.from(value).toString("hex") });

/** Two systems whose ports hear each other, and a stranger. */
function pair(): Fact[] {
  const facts: Fact[] = [];
  for (const [id, other] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    facts.push({ kind: "namespace", facts: namespaceFacts(id) });
    facts.push({ kind: "port", facts: portFacts(id, "eth0", { wiredTo: `${other}:eth0` }) });
    facts.push({ kind: "neighbor", facts: neighborFacts(`${id}:eth0`, other, { chassisId: identifier(`${other}@x`) }), reason: "new" });
  }
  return [...facts, ...namespaceOf("c", 1)];
}

const input = (network: Network, more: Partial<SceneInput> = {}): SceneInput => ({
  nodes: [...network.nodes.values()],
  links: [...network.links.values()],
  nodeOf: (port) => network.nodeOf(port),
  expanded: new Set(),
  groupAbove: 300,
  filter: { text: "", verdicts: new Set(), host: "", namespace: "" },
  ...more,
});

describe("the page's graph", () => {
  it("moved by events alone equals the daemon's, after every batch", () => {
    const graph = createGraph({ epoch: "e1", wall });
    const network = new Network();
    network.load(graph.topology());
    let batches = 0;
    graph.changes.subscribe((events) => {
      network.apply(events);
      batches++;
      const { nodes, links, revision } = graph.topology();
      expect(network.revision).toBe(revision);
      expect([...network.links.values()].sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual(links);
      expect([...network.nodes.keys()].sort()).toEqual(nodes.map(({ id }) => id));
      for (const node of nodes.filter(({ kind }) => kind === "system")) expect(network.nodes.get(node.id)).toEqual(node);
      for (const link of links) for (const end of [link.a, link.b]) expect(network.nodeOf(end)).not.toBeNull();
    });
    const story: Fact[] = [
      ...pair(),
      { kind: "port", facts: portFacts("a", "eth1") },
      { kind: "neighbor-gone", id: "a:eth0-b", port: "a:eth0", reason: "aged-out" },
      { kind: "port-gone", id: "c:eth0", reason: "interface-gone" },
      { kind: "namespace-gone", id: "c" },
    ];
    for (const fact of story) graph.apply([fact], wall, 0);
    expect(batches).toBeGreaterThan(8);
  });

  it("skips events that it knows, and takes each change once", () => {
    const graph = createGraph({ epoch: "e1", wall });
    const seen: EventDocument[] = [];
    graph.changes.subscribe((events) => seen.push(...events));
    graph.apply(pair(), wall, 0);
    const network = new Network();
    network.load(graph.topology());
    expect(network.apply(seen)).toBe(false);
  });
});

describe("the scene", () => {
  it("draws systems, and their ports when they are expanded", () => {
    const graph = createGraph({ epoch: "e1", wall });
    graph.apply(pair(), wall, 0);
    const network = new Network();
    network.load(graph.topology());
    const closed = buildScene(input(network));
    expect([...closed.nodes.values()].map(({ kind }) => kind).sort()).toEqual(["remote", "system", "system", "system"]);
    const between = [...closed.edges.values()].find(({ source, target }) => source === "a" && target === "b");
    expect(between).toMatchObject({ verdict: "ok", direction: "both", links: ["a:eth0--b:eth0"] });
    const open = buildScene(input(network, { expanded: new Set(["a"]) }));
    expect(open.nodes.get("port:a:eth0")).toMatchObject({ kind: "port", label: "eth0", parent: "a" });
  });

  it("filters by verdict and by name, and bundles hosts when there are many systems", () => {
    const graph = createGraph({ epoch: "e1", wall });
    const facts = ["h1", "h2"].flatMap((host) =>
      ["a", "b"].flatMap((id): Fact[] => [
        { kind: "namespace", facts: namespaceFacts(`${host}/${id}`, { host, chassis: identifier(`${host}${id}`) }) },
        { kind: "port", facts: portFacts(`${host}/${id}`, "eth0") },
      ]),
    );
    graph.apply(facts, wall, 0);
    const network = new Network();
    network.load(graph.topology());
    expect([...buildScene(input(network, { groupAbove: 3 })).nodes.values()].map(({ label }) => label).sort()).toEqual(["h1 (2)", "h2 (2)"]);
    expect([...buildScene(input(network, { groupAbove: 3, expanded: new Set(["group:h1"]) })).nodes.keys()].sort()).toEqual([
      "group:h2",
      "h1/a",
      "h1/b",
    ]);
    const filter = { text: "", verdicts: new Set(["missing"] as const), host: "", namespace: "" };
    expect(buildScene(input(network, { filter })).nodes.size).toBe(0);
  });
});

describe("the page's edges", () => {
  it("parses a stream in any pieces", () => {
    const text = 'retry: 2000\nid: e-1\n\nid: e-2\ndata: {"a":1}\n\n: heartbeat\nid: e-3\n\nevent: reset\ndata: x\ndata: y\n\n';
    for (let size = 1; size <= text.length; size++) {
      const parser = new EventStreamParser();
      const events = [];
      for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
      expect(events).toEqual([
        { id: "e-1", event: "message", data: "" },
        { id: "e-2", event: "message", data: '{"a":1}' },
        { id: "e-3", event: "message", data: "" },
        { id: "e-3", event: "reset", data: "x\ny" },
      ]);
    }
  });

  it("keeps a place in the URL and takes no nonsense from one", () => {
    const place = {
      selection: { kind: "link" as const, id: "a:eth0--b:eth0" },
      expanded: ["a", "b c"],
      text: "x&y",
      verdicts: ["ok" as const],
      host: "h",
      namespace: "n",
      view: "table" as const,
      arrangement: "force" as const,
      moment: "e-3",
      theme: "dark" as const,
    };
    expect(readPlace(writePlace(place))).toEqual(place);
    expect(readPlace("#verdict=nonsense&view=evil&theme=blue")).toMatchObject({ verdicts: [], view: "map", theme: null });
    expect(writePlace(readPlace(""))).toBe("");
  });

  it("shows names from the wire without control characters and marks that turn text around", () => {
    expect(shown("a\u202eb\u0000c\u001b[31m<script>")).toBe("a\ufffdb\ufffdc\ufffd[31m<script>");
    expect(shown(null)).toBe("");
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, buildApi } from "../../src/api/index.ts";
import { createGraph, type Graph } from "../../src/topology/index.ts";
import { lentBy, token } from "../support/api-rig.ts";
import { documentJudge } from "../support/schema-check.ts";
import { namespaceFacts, portFacts, SimulatedNetwork, strangerFacts } from "../support/simulated-network.ts";
import { StreamClient, until } from "../support/stream-client.ts";

// The graph of the product behind the API: cables, a segment, an unplanned stranger, a namespace that is not watched.

const network = new SimulatedNetwork()
  .cable("h1:eth0", "h2:eth0")
  .cable("h3:eth0", "br:p3")
  .cable("h4:eth0", "br:p4")
  .cable("h5:eth0", "br:p5")
  .bridge("br:br0", ["br:p3", "br:p4", "br:p5"], { mask: 0x4000 })
  .cable("h6:eth0", "off:eth0")
  .unwatch("off");
const hostile = "\u001b[31m<script>\u202e\u0000";

let api: Api;
let graph: Graph;
let url: string;
let judge: ReturnType<typeof documentJudge>;
let document: { paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>> };

beforeAll(async () => {
  graph = createGraph({ epoch: "e1", wall: "2026-01-01T00:00:00.000Z", ring: 40 });
  const outside = [
    { kind: "namespace", facts: namespaceFacts("host", { kind: "host" }) },
    { kind: "port", facts: portFacts("host:eth0", { kind: "physical", leavesMachine: true, wiredTo: null }) },
    { kind: "neighbor", facts: strangerFacts("host:eth0", hostile, "Gi1/0/1"), reason: "new" },
  ] as const;
  graph.apply([...network.facts(), ...outside], "2026-01-01T00:00:01.000Z", 1000);
  api = await buildApi(lentBy(graph), { token: () => token });
  const openapi = (await api.app.inject("/openapi.json")).json();
  document = openapi;
  judge = documentJudge(openapi.components.schemas);
  ({ url } = await api.listen({ kind: "tcp", host: "127.0.0.1", port: 0 }));
});
afterAll(() => api.close(0));

const schemaOf = (path: string) => document.paths[path]?.["get"]?.responses["200"]?.content["application/json"]?.schema as object;

test("every document of a real graph holds its schema", async () => {
  for (const path of ["topology", "topology/nodes", "topology/edges", "namespaces", "ports", "neighbors", "links", "status"]) {
    const reply = await api.app.inject(`/api/v1/${path}`);
    expect(judge(schemaOf(`/api/v1/${path}`), reply.json()), path).toEqual([]);
  }
  for (const { id } of graph.ports()) {
    const reply = await api.app.inject(`/api/v1/explain?port=${encodeURIComponent(id)}`);
    expect(judge(schemaOf("/api/v1/explain"), reply.json()), id).toEqual([]);
  }
  const all = (await api.app.inject({ url: "/api/v1/events", headers: { accept: "application/json" } })).json();
  expect(all.events.length).toBeGreaterThan(30);
  expect(judge(schemaOf("/api/v1/events"), all)).toEqual([]);
});

test.each(["namespaces", "ports", "neighbors", "links"] as const)("each of the %s is found under its own id", async (collection) => {
  for (const { id } of graph[collection]()) {
    const path = `/api/v1/${collection}/{id}`;
    const reply = await api.app.inject(path.replace("{id}", encodeURIComponent(id)));
    expect(reply.statusCode, id).toBe(200);
    expect(judge(schemaOf(path), reply.json()), id).toEqual([]);
    expect(reply.json()[collection.slice(0, -1)].id).toBe(id);
  }
});

test("both ends of every edge are among the nodes, whatever is filtered", async () => {
  for (const query of ["", "?namespace=h3", "?namespace=host", "?host=*", "?namespace=nobody"]) {
    const [nodes, edges] = await Promise.all(
      ["nodes", "edges"].map(async (name) => (await api.app.inject(`/api/v1/topology/${name}${query}`)).json()),
    );
    const ids = new Set(nodes.map(({ id }: { id: string }) => id));
    expect(ids.size).toBe(nodes.length);
    for (const { id, source, target } of edges) expect([id, ids.has(source), ids.has(target)]).toEqual([id, true, true]);
  }
  const part = (await api.app.inject("/api/v1/topology?namespace=h1")).json();
  expect(part.nodes.map(({ id }: { id: string }) => id)).toEqual(["h1", "h2"]);
});

test("filters on links and neighbors mean what they say", async () => {
  const ids = async (path: string, name: string) => (await api.app.inject(`/api/v1/${path}`)).json()[name].map(({ id }: { id: string }) => id);
  expect(await ids("links?namespace=h1", "links")).toEqual(["h1:eth0--h2:eth0"]);
  expect(await ids("links?port=h2:eth0", "links")).toEqual(["h1:eth0--h2:eth0"]);
  expect((await ids("ports?interface=eth0&namespace=h?,!h1", "ports")).sort()).toEqual(["h2:eth0", "h3:eth0", "h4:eth0", "h5:eth0", "h6:eth0"]);
  expect((await ids("neighbors?port=host:eth0", "neighbors")).length).toBe(1);
  expect((await ids("links?verdict=ok", "links")).length).toBe(graph.links().filter(({ verdict }) => verdict === "ok").length);
});

test("what a stranger says crosses as JSON, and is the same on the other side", async () => {
  const { neighbors } = (await api.app.inject("/api/v1/neighbors?port=host:eth0")).json();
  expect(neighbors[0].systemName).toBe(graph.neighbors().find(({ port }) => port === "host:eth0")?.systemName);
});

test("a picture kept by the stream alone ends as the graph, cut at every few events", async () => {
  const topology = (await (await fetch(`${url}/api/v1/topology`)).json()) as { epoch: string; revision: number; links: { id: string }[] };
  const links = new Map(topology.links.map((link) => [link.id, JSON.stringify(link)]));
  let position = `${topology.epoch}-${topology.revision}`;
  const [a, b] = [network.report("h1:eth0", "h2:eth0"), network.report("h2:eth0", "h1:eth0")];
  for (let round = 0; round < 30; round++) {
    const client = new StreamClient(`${url}/api/v1/events`, { "last-event-id": position });
    client.onMessage = ({ event, id, data }) => {
      expect(event).toBe("message");
      const { kind, before, after } = JSON.parse(data);
      if (kind === "link-removed") links.delete(before.id);
      else if (kind.startsWith("link-")) links.set(after.id, JSON.stringify(after));
      position = id;
    };
    const facts = round % 2 === 0 ? a : b;
    const wall = new Date(Date.UTC(2026, 0, 1) + (round + 2) * 1000).toISOString();
    graph.apply([{ kind: "neighbor-gone", id: facts.id, port: facts.port, reason: "aged-out" }], wall, 2000 + round * 10);
    graph.apply([{ kind: "neighbor", facts, reason: "new" }], wall, 2005 + round * 10);
    const wanted = round === 29 ? graph.revision : graph.revision - (round % 3);
    await until("some of it", () => Number(position.split("-")[1]) >= wanted);
    client.onMessage = () => {};
    client.cut();
    await client.ended;
  }
  expect([...links.values()].sort()).toEqual(
    graph
      .links()
      .map((link) => JSON.stringify(link))
      .sort(),
  );
});

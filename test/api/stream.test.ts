import { afterEach, expect, test } from "vitest";
import type { Api, ApiOptions } from "../../src/api/index.ts";
import { buildApi } from "../../src/api/index.ts";
import type { TopologyDocument } from "../../src/topology/index.ts";
import { apiRig, lentBy, token } from "../support/api-rig.ts";
import { FakeGraph } from "../support/fake-graph.ts";
import { KeptHistory } from "../support/kept-history.ts";
import { StreamClient, until } from "../support/stream-client.ts";

const clients: StreamClient[] = [];
const apis: Api[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.cut();
  await Promise.all(apis.splice(0).map((api) => api.close(0)));
});

async function serve(shape: ConstructorParameters<typeof FakeGraph>[0], options: ApiOptions = {}, history: KeptHistory | null = null) {
  const rig = await apiRig(shape, options, { history });
  history?.follow(rig.graph);
  apis.push(rig.api);
  const { url } = await rig.api.listen({ kind: "tcp", host: "127.0.0.1", port: 0 });
  return { ...rig, url: `${url}/api/v1/events` };
}

function open(url: string, headers: Record<string, string> = {}): StreamClient {
  const client = new StreamClient(url, headers);
  clients.push(client);
  return client;
}

const sequences = ({ messages }: StreamClient) => messages.filter(({ event }) => event === "message").map(({ id }) => Number(id.split("-")[1]));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("a stream begins at the present, says where that is, and brings each change once", async () => {
  const { graph, url } = await serve({ namespaces: 3 });
  graph.flip(0);
  const client = open(url);
  await until("greeting", () => client.lastId === "e1-1");
  expect(client.response?.headers["content-type"]).toBe("text/event-stream");
  graph.flip(0);
  graph.say(2);
  await until("three events", () => client.messages.length === 3);
  expect(sequences(client)).toEqual([2, 3, 4]);
  expect(JSON.parse(client.messages[0]?.data ?? "")).toMatchObject({ id: "e1-2", kind: "link-changed", before: { verdict: "down" } });
});

test("Last-Event-ID and after continue right after that event; the header goes first", async () => {
  const { graph, url } = await serve({ namespaces: 3 });
  graph.say(5);
  const byQuery = open(`${url}?after=e1-2`);
  const byHeader = open(`${url}?after=e1-0`, { "last-event-id": "e1-4" });
  await until("the rest", () => byQuery.messages.length === 3 && byHeader.messages.length === 1);
  expect([sequences(byQuery), sequences(byHeader)]).toEqual([[3, 4, 5], [5]]);
});

test("filters by namespace and kind leave out the rest, and the position moves on all the same", async () => {
  const { graph, url } = await serve({ namespaces: 3 }, { limits: { heartbeat: 50 } });
  const client = open(`${url}?namespace=ns0001&kind=link-changed`);
  await until("greeting", () => client.lastId === "e1-0");
  graph.say(3);
  graph.flip(2);
  graph.flip(0);
  await until("a heartbeat with the last id", () => client.lastId === "e1-5" && client.comments > 0);
  expect(client.messages.map(({ data }) => JSON.parse(data).namespace)).toEqual(["ns0001"]);
});

test.each(["e1-99", "e0-1"])("from %s there is no way on: reset, then what comes", async (after) => {
  const { graph, url } = await serve({ namespaces: 3 });
  graph.say(5);
  const client = open(url, { "last-event-id": after });
  await until("reset", () => client.messages.length === 1);
  expect(client.messages[0]).toEqual({ event: "reset", id: "e1-5", data: '{"epoch":"e1","revision":5}' });
  graph.say(1);
  await until("the next", () => client.messages.length === 2);
  expect(sequences(client)).toEqual([6]);
});

test("what memory has lost comes from history", async () => {
  const { graph, url } = await serve({ namespaces: 3, ring: 10 }, {}, new KeptHistory());
  for (let at = 0; at < 1500; at++) graph.say(1);
  const client = open(url, { "last-event-id": "e1-3" });
  await until("all", () => client.messages.length === 1497);
  expect(sequences(client)).toEqual(range(4, 1500));
});

test("after a restart: the rest of the old epoch from history, a reset, and all of the new one", async () => {
  const history = new KeptHistory();
  const old = await serve({ namespaces: 3 }, {}, history);
  old.graph.say(5);
  await old.api.close();
  const next = await serve({ namespaces: 3, epoch: "e2", ring: 3 }, {}, history);
  for (let at = 0; at < 6; at++) next.graph.say(1);
  const client = open(next.url, { "last-event-id": "e1-3" });
  await until("all", () => client.messages.length === 9);
  expect(client.messages.map(({ event, id }) => (event === "message" ? id : `${event} ${id}`))).toEqual([
    "e1-4",
    "e1-5",
    "reset e2-0",
    ...range(1, 6).map((sequence) => `e2-${sequence}`),
  ]);
});

test("a reader that stalls is cut off with a marker; others do not notice", async () => {
  const { api, graph, url } = await serve({ namespaces: 3 }, { limits: { streamBacklog: 64 << 10 } });
  const slow = open(url);
  const quick = open(url);
  await until("both", () => slow.lastId !== "" && quick.lastId !== "");
  slow.response?.pause();
  let said = 0;
  while (api.stats().streams.cutOff === 0 && said < 2_000_000) {
    graph.say(200);
    said += 200;
    await until("the quick one", () => quick.messages.length === said);
  }
  expect(api.stats().streams).toMatchObject({ cutOff: 1 });
  slow.response?.resume();
  await slow.ended;
  const last = slow.messages.at(-1);
  expect(last?.event).toBe("cut-off");
  expect(JSON.parse(last?.data ?? "{}").after).toBe(slow.lastId);
  const again = open(url, { "last-event-id": slow.lastId });
  await until("live again", () => again.messages.length > 0);
  expect(sequences(again)[0] === Number(slow.lastId.split("-")[1]) + 1 || again.messages[0]?.event === "reset").toBe(true);
});

test("a stream too many is refused, and a place is free again when one goes", async () => {
  const { api, url } = await serve({ namespaces: 3 }, { limits: { streams: 1 } });
  const first = open(url);
  await until("open", () => first.lastId !== "");
  const refused = await fetch(url, { headers: { accept: "text/event-stream" } });
  expect([refused.status, ((await refused.json()) as { code: string }).code, refused.headers.get("retry-after")]).toEqual([
    503,
    "too-many-streams",
    "10",
  ]);
  first.cut();
  await until("gone", () => api.stats().streams.open === 0);
  const second = open(url);
  await until("open", () => second.lastId !== "");
});

test("closing ends the streams, and answers 503 to who still asks", async () => {
  const { api, url } = await serve({ namespaces: 3 });
  const client = open(url);
  await until("open", () => client.lastId !== "");
  const start = Date.now();
  await api.close();
  await client.ended;
  expect(Date.now() - start).toBeLessThan(5000);
  await expect(fetch(url)).rejects.toThrow();
});

test("topology, then events after its revision, cut at random points during 10,000 changes: each change exactly once", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
  const { graph, url } = await serve({ namespaces: 10, ring: 700 }, {}, new KeptHistory());
  const changing = (async () => {
    while (graph.revision < 10_000) {
      for (let burst = random(60); burst > 0 && graph.revision < 10_000; burst--) graph.flip(random(10));
      await new Promise((resolve) => (random(20) === 0 ? setTimeout(resolve, random(8)) : setImmediate(resolve)));
    }
  })();
  const topology = (await (await fetch(url.replace("/events", "/topology"))).json()) as TopologyDocument;
  const links = new Map<string, string>(topology.links.map((link) => [link.id, JSON.stringify(link)]));
  const received: number[] = [];
  let [position, connections] = [`${topology.epoch}-${topology.revision}`, 0];
  while (received.at(-1) !== 10_000) {
    const client = open(url, { "last-event-id": position });
    connections++;
    const cutAfter = 1 + random(900);
    client.onMessage = ({ event, id, data }) => {
      expect(event, `seed ${seed}`).toBe("message");
      const change = JSON.parse(data);
      expect(links.get(change.before.id), `seed ${seed}, ${id}`).toBe(JSON.stringify(change.before));
      links.set(change.after.id, JSON.stringify(change.after));
      received.push(Number(id.split("-")[1]));
      position = id;
      if (client.messages.length === cutAfter || received.at(-1) === 10_000) {
        client.onMessage = () => {};
        client.cut();
      }
    };
    await client.ended;
  }
  await changing;
  expect(received, `seed ${seed}`).toEqual(range(topology.revision + 1, 10_000));
  expect([...links.values()].sort()).toEqual(
    graph
      .links()
      .map((link) => JSON.stringify(link))
      .sort(),
  );
  expect(connections).toBeGreaterThan(10);
}, 60_000);

test("pages of past events: bounds, filters and cursor, from memory and from history", async () => {
  const graph = new FakeGraph({ namespaces: 3, ring: 50 });
  const history = new KeptHistory();
  history.follow(graph);
  for (const kept of [null, history]) {
    const api = await buildApi(lentBy(graph, { history: kept }), { token: () => token });
    apis.push(api);
    if (kept === null) for (let at = 0; at < 120; at++) graph.flip(at % 3);
    await new Promise((resolve) => setImmediate(resolve));
    const read = async (query: string) => (await api.app.inject({ url: `/api/v1/events?${query}`, headers: { accept: "application/json" } })).json();
    const all: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { events: { id: string }[]; nextCursor: string | null } = await read(`limit=7${cursor && `&cursor=${cursor}`}`);
      all.push(...page.events.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(all).toEqual(range(kept ? 1 : 71, 120).map((sequence) => `e1-${sequence}`));
    expect((await read("after=e1-118")).events.length).toBe(2);
    expect((await read("after=e1-3")).code ?? "kept").toBe(kept ? "kept" : "moment-not-kept");
    const filtered = await read("namespace=ns0001&since=2026-01-01T00:00:00.800Z&until=2026-01-01T00:00:01.000Z");
    expect(filtered.events.map(({ id }: { id: string }) => id)).toEqual(["e1-81", "e1-84", "e1-87", "e1-90", "e1-93", "e1-96", "e1-99"]);
    expect((await read("kind=node-added")).events).toEqual([]);
  }
});

import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { type Api, type ApiDeps, buildApi } from "../../src/api/index.ts";
import { lentBy, token } from "../support/api-rig.ts";
import { FakeGraph } from "../support/fake-graph.ts";
import { TurnedClock } from "../support/turned-clock.ts";

let api: Api;
afterEach(() => api.close(0));

async function rig(more: Partial<ApiDeps> = {}, namespaces = 40) {
  const graph = new FakeGraph({ namespaces });
  const topology = vi.spyOn(graph, "topology");
  api = await buildApi(lentBy(graph, more), { token: () => token });
  return { graph, topology };
}

const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ url, headers });

test("a body is made once per revision, whoever asks for it in whatever coding", async () => {
  const { graph, topology } = await rig();
  const plain = await get("/api/v1/topology");
  const gzip = await get("/api/v1/topology", { "accept-encoding": "gzip, deflate, br" });
  const brotli = await get("/api/v1/topology", { "accept-encoding": "br" });
  const preferred = await get("/api/v1/topology", { "accept-encoding": "gzip;q=0.5, br;q=0.9" });
  expect(topology).toHaveBeenCalledTimes(1);
  expect([plain, gzip, brotli, preferred].map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "gzip", "br", "br"]);
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
  expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(plain.body);
  expect(gzip.headers.vary).toBe("accept, accept-encoding");
  graph.flip(0);
  expect((await get("/api/v1/topology")).json().revision).toBe(1);
  expect(topology).toHaveBeenCalledTimes(2);
});

test("If-None-Match is answered before a body is made, with and without the framework's help", async () => {
  const { graph, topology } = await rig();
  const { url } = await api.listen({ kind: "tcp", host: "127.0.0.1", port: 0 });
  const ask = (path: string, match: string, headers = {}) => fetch(`${url}/api/v1/${path}`, { headers: { "if-none-match": match, ...headers } });
  for (const [path, match] of [
    ["topology", 'W/"e1-0"'],
    ["topology", '"e1-0"'],
    ["topology", '"x", W/"e1-0"'],
    ["topology", "*"],
    ["topology?namespace=ns0001", 'W/"e1-0"'],
    ["topology?format=dot", 'W/"e1-0-dot"'],
    ["topology/edges", 'W/"e1-0"'],
    ["neighbors", 'W/"e1-0"'],
  ] as const) {
    const reply = await ask(path, match);
    expect([reply.status, await reply.text(), reply.headers.get("cache-control")], `${path} ${match}`).toEqual([304, "", "no-cache"]);
    expect(reply.headers.get("etag")).toBe(path.endsWith("dot") ? 'W/"e1-0-dot"' : 'W/"e1-0"');
  }
  expect(topology).not.toHaveBeenCalled();
  expect((await ask("topology?format=dot", 'W/"e1-0"')).status).toBe(200);
  expect((await ask("topology", 'W/"e1-0"', { accept: "text/vnd.graphviz" })).status).toBe(200);
  expect((await ask("topology?nonsense=1", 'W/"e1-0"')).status).toBe(400);
  graph.flip(0);
  expect((await ask("topology", 'W/"e1-0"')).status).toBe(200);
  const counted = api.stats().requests.filter(({ status }) => status === 304);
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(8);
});

test("live numbers move without a revision, at most a second late, and leave the ETag alone", async () => {
  const clock = new TurnedClock();
  let framesReceived = 1;
  const live = lentBy(new FakeGraph({ namespaces: 3 })).live;
  await rig({ clock, live: { ...live, counters: (port) => ({ ...live.counters(port), framesReceived }) as ReturnType<typeof live.counters> } });
  const read = async () => {
    const reply = await get("/api/v1/ports?limit=1");
    return [reply.json().ports[0].counters.framesReceived, reply.headers.etag];
  };
  expect(await read()).toEqual([1, 'W/"e1-0"']);
  framesReceived = 2;
  clock.turn(900);
  expect((await read())[0]).toBe(1);
  clock.turn(200);
  expect(await read()).toEqual([2, 'W/"e1-0"']);
  expect((await get("/api/v1/ports/ns0000%3Aup0")).json().port.counters.framesReceived).toBe(2);
});

test("pages meet end to end while things change, and fields are what was asked for", async () => {
  const { graph } = await rig();
  const ids: string[] = [];
  for (let cursor = ""; ; ) {
    const page = (await get(`/api/v1/links?limit=7&fields=id,verdict${cursor && `&cursor=${cursor}`}`)).json();
    for (const link of page.links) expect(Object.keys(link)).toEqual(["id", "verdict"]);
    ids.push(...page.links.map(({ id }: { id: string }) => id));
    graph.flip(ids.length);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(ids).toEqual(graph.links().map(({ id }) => id));
});

test("a topology above the bound must be filtered", async () => {
  const graph = new FakeGraph({ namespaces: 6 });
  api = await buildApi(lentBy(graph), { limits: { unfilteredPorts: 11 } });
  for (const path of ["topology", "topology/nodes", "topology?format=dot"]) {
    const reply = await get(`/api/v1/${path}`);
    expect([reply.statusCode, reply.json().code]).toEqual([413, "topology-too-large"]);
    expect(reply.json().detail).toContain("namespace=");
  }
  expect((await get("/api/v1/topology?namespace=ns0001")).statusCode).toBe(200);
});

test("formats by query and by Accept are the same, and the query goes first", async () => {
  await rig({}, 3);
  expect((await get("/api/v1/topology", { accept: "application/graphml+xml" })).body).toBe("graphml of 3 nodes\n");
  expect((await get("/api/v1/topology", { accept: "text/vnd.mermaid;q=0.4, text/vnd.graphviz" })).body).toBe("dot of 3 nodes\n");
  const reply = await get("/api/v1/topology?format=netjson", { accept: "application/json" });
  expect([reply.body, reply.headers["content-type"]]).toEqual(["netjson of 3 nodes\n", "application/vnd.netjson+json; charset=utf-8"]);
});

test("the past comes from history, also as a difference", async () => {
  const old = new FakeGraph({ namespaces: 3, epoch: "e0" }).topology();
  const history = { topologyAt: async (moment: string) => (moment === "e0-0" ? old : null), events: async () => [], reaches: async () => false };
  const { graph } = await rig({ history }, 3);
  graph.flip(0);
  expect((await get("/api/v1/topology?at=e0-0")).json().epoch).toBe("e0");
  expect((await get("/api/v1/topology?at=e1-1")).json().revision).toBe(1);
  expect((await get("/api/v1/topology?at=e0-7")).json().code).toBe("moment-not-kept");
  expect((await get("/api/v1/diff?from=e0-0")).json()).toMatchObject({
    from: { id: "e0-0" },
    to: { id: "e1-1" },
    changed: [{ after: { verdict: "down" } }],
  });
});

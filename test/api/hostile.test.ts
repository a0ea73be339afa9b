import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ApiProcess, type ApiProcessStats } from "../support/api-process.ts";
import { RawClient } from "../support/raw-client.ts";
import { StreamClient, until } from "../support/stream-client.ts";

// Each case does its worst to one server in a process of its own, and each ends with the same question: does it still serve others?

let api: ApiProcess;
const open: RawClient[] = [];
const limits = { connections: 1000, headersTimeout: 1500, requestTimeout: 2000, stall: 3000, streamBacklog: 64 << 10 };

beforeAll(async () => {
  api = await ApiProcess.start({ namespaces: 50, options: { limits } });
});
afterAll(() => api.stop());
afterEach(async () => {
  await serves();
  for (const client of open.splice(0)) client.socket.destroy();
});

async function serves(): Promise<ApiProcessStats> {
  const start = performance.now();
  const reply = await fetch(`${api.url}/api/v1/topology`, { headers: { connection: "close" } });
  expect(((await reply.json()) as { nodes: unknown[] }).nodes.length).toBe(50);
  expect(performance.now() - start).toBeLessThan(2000);
  const stats = await api.stats();
  expect(stats.neighbors).toBe(100);
  return stats;
}

function raw(...sent: readonly string[]): RawClient {
  const client = new RawClient(api.url);
  open.push(client);
  for (const text of sent) client.send(text);
  return client;
}

test("slowloris: a request that trickles in is ended in time, as is one that never begins", async () => {
  const silent = raw();
  const slow = raw("GET /api/v1/topology HTTP/1.1\r\nHost: localhost\r\n");
  const body = raw("POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n");
  const trickle = setInterval(() => {
    if (!slow.isClosed) slow.send("X-Slow: 1\r\n");
    if (!body.isClosed) body.send("x");
  }, 100);
  await serves();
  expect(await slow.status()).toBe(408);
  expect([0, 408]).toContain(await body.status());
  await silent.closed;
  clearInterval(trickle);
});

test("huge headers: 431; as many headers as fit are cut to a bound", async () => {
  const huge = raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: ${"x".repeat(64 << 10)}\r\n\r\n`);
  expect(await huge.status()).toBe(431);
  const url = raw(`GET /${"x".repeat(64 << 10)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  expect(await url.status()).toBe(431);
  const many = raw(`GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${"a:b\r\n".repeat(2500)}\r\n`);
  expect(await many.status()).toBe(200);
});

test("huge bodies: 413 by the announced length, and by what really comes", async () => {
  const announced = raw("POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\n");
  await until("413", () => announced.received.startsWith("HTTP/1.1 413"));
  const chunked = raw("POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = `${(1 << 16).toString(16)}\r\n${"x".repeat(1 << 16)}\r\n`;
  for (let sent = 0; sent < 100 && !chunked.isClosed; sent++) chunked.send(chunk);
  await until("413", () => chunked.received.startsWith("HTTP/1.1 413"));
});

test("10,000 connections: the server keeps to its bound and still answers who asks", async () => {
  const clients: RawClient[] = [];
  for (let count = 0; count < 10_000; count += 250) {
    for (let at = 0; at < 250; at++) clients.push(new RawClient(api.url));
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (count % 2500 === 0) expect((await serves()).connections).toBeLessThanOrEqual(1001);
  }
  await until("only so many stay", () => clients.filter(({ isClosed, socket }) => !isClosed && !socket.connecting).length <= limits.connections);
  await serves();
  for (const { socket } of clients) socket.destroy();
}, 60_000);

test.each([
  "/../../../../etc/passwd",
  "/assets/../../package.json",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/..%2f..%2fetc%2fpasswd",
  "/assets/..%5c..%5cpackage.json",
  "//etc/passwd",
  "/assets/%00",
  "/index.html%00.js",
])("path traversal by %s finds nothing", async (path) => {
  const status = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`).status();
  expect([400, 404]).toContain(status);
});

test("500 wrong tokens write nothing, and cost nobody else anything", async () => {
  const before = await serves();
  const attempts = Array.from({ length: 500 }, (_, index) =>
    fetch(`${api.url}/api/v1/ports/ns0000%3Aup0`, {
      method: "PATCH",
      headers: { authorization: `Bearer guess-${index}`, "content-type": "application/json" },
      body: '{"mode":"disabled"}',
    }),
  );
  await serves();
  expect(new Set((await Promise.all(attempts)).map(({ status }) => status))).toEqual(new Set([401]));
  expect((await serves()).revision).toBe(before.revision);
});

test("a Host of another name is refused on every kind of path", async () => {
  for (const path of ["/", "/api/v1/topology", "/api/v1/events", "/metrics", "/healthz", "/nothing"]) {
    expect(await raw(`GET ${path} HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n`).status(), path).toBe(421);
  }
});

test("50 stalled streams are cut off within a bound of memory, and a live one goes on", async () => {
  const stalled = Array.from({ length: 50 }, () => raw("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  const live = new StreamClient(`${api.url}/api/v1/events`);
  await until("all open", () => live.lastId !== "" && stalled.every(({ received }) => received.includes("retry: ")));
  for (const { socket } of stalled) socket.pause();
  await api.command("collect");
  const before = await serves();
  let said = 0;
  let now = before;
  for (; now.streams.cutOff - before.streams.cutOff < 50 && said < 400_000; said += 500) {
    await api.command("say 500");
    await until("the live one", () => live.messages.length >= said + 500);
    live.messages.length = said + 500;
    now = await api.stats();
  }
  expect(now.streams.cutOff - before.streams.cutOff).toBe(50);
  await api.command("collect");
  const grown = (await api.stats()).memory.rss - before.memory.rss;
  // What waits for a reader is at most its backlog and one batch; the octets are shared among all.
  expect(grown).toBeLessThan(100 << 20);
  live.cut();
}, 60_000);

test("an answer that nobody reads is given up", async () => {
  const before = await serves();
  const lazy = raw(`${"GET /api/v1/topology HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400)}`);
  lazy.socket.pause();
  let { connections } = before;
  const end = performance.now() + 15_000;
  for (let seen = 0; performance.now() < end && (seen <= before.connections || connections > before.connections); ) {
    ({ connections } = await serves());
    seen = Math.max(seen, connections);
  }
  expect(connections).toBeLessThanOrEqual(before.connections);
}, 30_000);

test("nonsense instead of HTTP gets 400 and is closed", async () => {
  for (const nonsense of [
    "\u0016\u0003\u0001\u0002\u0000",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "\u0000".repeat(1000),
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ]) {
    expect(await raw(nonsense, "\r\n\r\n").status(), JSON.stringify(nonsense)).toBe(400);
  }
  const smuggled = raw("POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  expect(await smuggled.status()).toBe(400);
});

test("patterns and queries made to take long do not", async () => {
  const start = performance.now();
  const pattern = encodeURIComponent(`${"*n".repeat(120)}!`);
  const reply = await fetch(`${api.url}/api/v1/ports?namespace=${pattern}`);
  expect(reply.status).toBe(200);
  expect(performance.now() - start).toBeLessThan(1000);
  const keys = Array.from({ length: 1500 }, (_, index) => `k${index}=1`).join("&");
  expect((await fetch(`${api.url}/api/v1/ports?${keys}`)).status).toBe(400);
});

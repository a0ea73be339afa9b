import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { ApiClient } from "../../../src/cli/client/api-client.ts";
import { NetworkCopy } from "../../../src/cli/client/network-copy.ts";
import { parseServer, serverCandidates } from "../../../src/cli/client/server-address.ts";
import { SseParser } from "../../../src/cli/client/sse-parser.ts";
import { labEvents, labLinks, labNeighbors, labPorts } from "../../support/lab-documents.ts";

test.each([
  ["unix:/run/x.sock", "unix:/run/x.sock", "/run/x.sock"],
  ["unix:///run/x.sock", "unix:/run/x.sock", "/run/x.sock"],
  ["/run/x.sock", "unix:/run/x.sock", "/run/x.sock"],
  ["unix:x.sock", "unix:x.sock", "x.sock"],
  ["127.0.0.1:8802", "http://127.0.0.1:8802", null],
  ["https://lab.example/proxied", "https://lab.example/proxied", null],
  ["[::1]:8802", "http://[::1]:8802", null],
])("the server %s", (given, text, socketPath) => {
  expect(parseServer(given)).toMatchObject({ text, socketPath });
});

test("a path prefix is kept for every request", () => {
  expect(new URL("api/v1/status", parseServer("https://lab.example/proxied").url).href).toBe("https://lab.example/proxied/api/v1/status");
});

test("the socket is tried before the port, unless somebody says otherwise", () => {
  expect(serverCandidates(undefined, {}).map(({ text }) => text)).toEqual(["unix:/run/lldp-watch/api.sock", "http://127.0.0.1:8802"]);
  expect(serverCandidates(undefined, { LLDP_WATCH_SERVER: "/a" }).map(({ text }) => text)).toEqual(["unix:/a"]);
  expect(serverCandidates("/b", { LLDP_WATCH_SERVER: "/a" }).map(({ text }) => text)).toEqual(["unix:/b"]);
});

test("a stream is the same however it is cut", () => {
  const text = ": hello\nretry: 2000\nid: e-1\n\nevent: reset\ndata: {\ndata: }\nid: e-2\n\ndata\r\n\r\ndata: x\n\n: beat\nid: e-9\n\n";
  const whole = new SseParser();
  const events = whole.feed(text);
  expect(events).toEqual([
    { id: "e-2", type: "reset", data: "{\n}" },
    { id: "e-2", type: "message", data: "" },
    { id: "e-2", type: "message", data: "x" },
  ]);
  expect(whole.lastId).toBe("e-9");
  for (let size = 1; size < 9; size++) {
    const parser = new SseParser();
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap((piece) => parser.feed(piece))).toEqual(events);
  }
});

test("the copy knows what belongs to a port, and what was touched", () => {
  const copy = new NetworkCopy();
  for (const port of labPorts) copy.add("port", port);
  for (const neighbor of labNeighbors) copy.add("neighbor", neighbor);
  for (const link of labLinks) copy.add("link", link);
  expect(copy.takeTouched().has("net0:eth0")).toBe(true);
  expect(copy.takeTouched().size).toBe(0);
  expect(copy.neighborsOf("net0:eth0").map(({ id }) => id)).toEqual(["0a0000000003"]);
  for (const event of labEvents) copy.apply(event);
  expect([...copy.takeTouched()].sort()).toEqual(["net0:eth0", "net1:eth0"]);
  expect(copy.neighborsOf("net0:eth0")).toEqual([]);
  expect(copy.linksOf("net1:eth0")[0]?.verdict).toBe("missing");
  const version = copy.version;
  for (const event of labEvents) copy.apply(event);
  expect(copy.version).toBeGreaterThan(version);
  expect(copy.neighbors.size).toBe(labNeighbors.length - 1);
});

test("a daemon that is behind with its work is asked again when it says so, and only then", async () => {
  const answers = [
    [503, { "retry-after": "1" }, "{}"],
    [200, {}, '{"schema":1,"version":"x"}'],
    [503, {}, '{"detail":"no room"}'],
  ] as const;
  let asked = 0;
  const server = createServer((_, response) => {
    const [status, headers, body] = answers[asked++] ?? [500, {}, ""];
    response.writeHead(status, headers).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new ApiClient(parseServer(`127.0.0.1:${(server.address() as AddressInfo).port}`), null, new AbortController().signal);
  try {
    expect(await client.document("/")).toMatchObject({ version: "x" });
    expect(asked).toBe(2);
    await expect(client.document("/")).rejects.toThrow("no room");
    expect(asked).toBe(3);
  } finally {
    client.close();
    server.close();
  }
});

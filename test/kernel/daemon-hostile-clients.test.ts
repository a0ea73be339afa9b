import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NeighborDocument } from "../../src/topology/index.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { RawClient } from "../support/raw-client.ts";

const get = (path: string, host = "localhost") => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
const post = "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";
const chunk = `${(1 << 16).toString(16)}\r\n${"x".repeat(1 << 16)}\r\n`;

describe.runIf(privileged)("hostile clients of a daemon that has neighbors", () => {
  const lab = new NamespaceLab("daemon");
  const clients = new Set<RawClient>();
  let daemon: DaemonProcess;

  beforeAll(async () => {
    await lab.cable("a:east", "b:west");
    await lab.cable("a:loose", "b:loose");
    // Neighbors are forgotten after five seconds (msgTxInterval * msgTxHold + 1): agents that do not get to work lose them.
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--tx-interval", "1", "--tx-hold", "4"] });
    await daemon.settled(ours, (neighbors) => neighbors.length === 4, "all four ends");
  });

  afterAll(async () => {
    for (const { socket } of clients) socket.destroy();
    await daemon?.stop();
    await lab.close();
  });

  async function ours(): Promise<NeighborDocument[]> {
    const reply = await patiently("/api/v1/neighbors", { headers: { connection: "close" } });
    expect(reply.status).toBe(200);
    return ((await reply.json()) as { neighbors: NeighborDocument[] }).neighbors.filter(({ namespace }) => namespace.startsWith(lab.prefix));
  }

  /** Asks again when the connection was closed before it brought an answer: in a crowd that can happen to anybody. */
  async function patiently(path: string, request: RequestInit): Promise<Response> {
    for (const end = performance.now() + 30_000; ; ) {
      try {
        return await fetch(daemon.url + path, { ...request, signal: AbortSignal.timeout(5000) });
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
  }

  const raw = (...sent: readonly string[]): RawClient => {
    const client = new RawClient(daemon.url);
    clients.add(client);
    void client.closed.then(() => clients.delete(client));
    for (const text of sent) client.send(text);
    return client;
  };
  /** Established connections (state 01) that end at the daemon's address. */
  const connections = () => {
    const port = Number(new URL(daemon.url).port).toString(16).toUpperCase().padStart(4, "0");
    return [...readFileSync("/proc/net/tcp", "latin1").matchAll(new RegExp(`^ *\\d+: [0-9A-F]{8}:${port} [0-9A-F:]{13} 01 `, "gm"))].length;
  };
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${daemon.node}/status`, "latin1"))?.[1]) * 1024;

  /** One round of each; they are repeated until it is enough. Status 0: closed in the crowd before there was an answer. */
  const attacks: Record<string, () => Promise<unknown>> = {
    slowloris: async () => {
      const slow = Array.from({ length: 40 }, () => raw(get("/api/v1/topology")));
      for (let line = 0; line < 5; line++) {
        await pause(100);
        for (const client of slow) if (!client.isClosed) client.send("X-Slow: 1\r\n");
      }
    },
    "huge headers": async () => expect([0, 431]).toContain(await raw(`${get("/")}X-Huge: ${"x".repeat(64 << 10)}\r\n\r\n`).status()),
    "huge bodies": async () => {
      const body = raw(`${post}Transfer-Encoding: chunked\r\n\r\n`);
      for (let sent = 0; sent < 100 && !body.isClosed; sent++) {
        body.send(chunk);
        if (sent % 10 === 0) await pause(1);
      }
      await Promise.race([body.closed, pause(10_000)]);
      if (body.received !== "") expect(body.received).toMatch(/^HTTP\/1\.1 413/);
      body.socket.destroy();
    },
    "path traversal": async () => {
      for (const path of ["/../../../../etc/passwd", "/assets/..%2f..%2fpackage.json", "//etc/passwd"])
        expect([0, 400, 404]).toContain(await raw(get(path), "Connection: close\r\n\r\n").status());
    },
    "wrong tokens": async () => {
      const id = encodeURIComponent(`${lab.name("a")}:east`);
      const headers = { authorization: "Bearer guess", "content-type": "application/json", connection: "close" };
      const reply = await patiently(`/api/v1/ports/${id}`, { method: "PATCH", headers, body: '{"mode":"disabled"}' });
      await reply.arrayBuffer();
      expect([401, 403]).toContain(reply.status);
    },
    "another Host": async () => {
      const other = raw(get("/api/v1/topology", "attacker.example"), "Connection: close\r\n\r\n");
      expect([0, 421]).toContain(await other.status());
    },
    "stalled streams": async () => {
      raw(get("/api/v1/events"), "\r\n").socket.pause();
      await pause(50);
    },
    "a loose cable": async () => {
      for (const state of ["down", "up"]) await lab.ip("a", `link set loose ${state}`);
    },
  };

  it("keeps its neighbors and answers others while all of them come at once, with 10,000 connections on top", { timeout: 120_000 }, async () => {
    const [before, memory] = [daemon.events.length, resident()];
    const rounds = Object.fromEntries(Object.keys(attacks).map((name) => [name, 0])) as Record<string, number>;
    let attacking = true;
    const running = Object.entries(attacks).map(async ([name, act]) => {
      for (; attacking; rounds[name] = (rounds[name] ?? 0) + 1) await act();
    });
    let answered = 0;
    const asking = (async () => {
      for (; attacking; answered++) {
        const steady = (await ours()).filter(({ interface: name }) => name !== "loose");
        expect(steady.map(({ port }) => port).sort()).toEqual([`${lab.name("a")}:east`, `${lab.name("b")}:west`]);
        await pause(50);
      }
    })();
    let most = 0;
    for (let count = 0; count < 10_000; count += 200) {
      for (let at = 0; at < 200; at++) raw();
      await pause(20);
      most = Math.max(most, connections());
    }
    // Longer than it takes to forget a neighbor.
    await pause(6000);
    attacking = false;
    await Promise.all([...running, asking]);
    console.info(`answered ${answered} questions during ${JSON.stringify(rounds)}`);
    expect(Math.min(...Object.values(rounds), answered)).toBeGreaterThan(1);
    const lost = daemon.events.slice(before).filter(({ event }) => event.kind === "neighbor-removed" && !event.port?.endsWith(":loose"));
    expect(lost.map(({ event }) => [event.port, event.reason])).toEqual([]);
    expect(most).toBeLessThan(9000);
    expect(most).toBeGreaterThan(1000);
    expect(resident() - memory).toBeLessThan(150 << 20);
  });

  it("is as before when they are gone", async () => {
    for (const { socket } of clients) socket.destroy();
    await daemon.settled(ours, (neighbors) => neighbors.length === 4, "all four ends");
    // The reader of events that this test itself has stays.
    await expect.poll(connections, { timeout: 20_000 }).toBeLessThanOrEqual(3);
    expect((await daemon.status()).links.ok).toBe(2);
  });
});

import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/base/index.ts";
import { type BusConnection, BusError, Collector, initializeBucket, type NatsOptions, openNats, Publisher } from "../../src/bus/index.ts";
import type { Fact } from "../../src/topology/index.ts";
import { namespaceOf, portFacts } from "../support/bus-facts.ts";
import { CutWire } from "../support/cut-wire.ts";
import { freePort, NatsServer } from "../support/nats-server.ts";
import "../support/privilege.ts";

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(deadline: number, run: () => void) {
    const timer = setTimeout(run, Math.max(0, deadline - performance.now()));
    return () => clearTimeout(timer);
  },
};

async function server(extra = ""): Promise<NatsServer> {
  const made = new NatsServer(await freePort(), extra);
  undo.push(() => made.remove());
  await made.start();
  return made;
}

const options = (url: string | readonly string[], more: Partial<NatsOptions> = {}): NatsOptions => ({
  servers: typeof url === "string" ? [url] : url,
  bucket: "lldp-watch",
  credentialsFile: null,
  user: null,
  tls: null,
  clientName: "test",
  ...more,
});

function connection(given: NatsOptions): BusConnection {
  const made = openNats(given);
  undo.push(() => made.close());
  return made;
}

const reaches = (bus: BusConnection, state: BusConnection["state"]) =>
  bus.state === state
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        const stop = bus.states.subscribe((now) => {
          if (now !== state) return;
          stop();
          resolve();
        });
      });

async function until(wanted: () => boolean): Promise<void> {
  const start = performance.now();
  while (!wanted()) {
    if (performance.now() - start > 90_000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function publisher(bus: BusConnection, host: string): Publisher {
  const made = new Publisher({
    connection: bus,
    origin: { host, boot: "b", machine: `m-${host}` },
    clock,
    log: silentLogger,
    random: Math.random,
    coalesce: 50,
  });
  undo.push(() => made.close());
  return made;
}

function collector(bus: BusConnection) {
  const known = new Map<string, Fact>();
  const made = new Collector({
    connection: bus,
    clock,
    log: silentLogger,
    apply: (facts) => {
      for (const fact of facts) {
        if (fact.kind === "namespace" || fact.kind === "port" || fact.kind === "neighbor") known.set(fact.facts.id, fact);
        else if ("id" in fact) known.delete(fact.id);
      }
    },
  });
  undo.push(() => made.close());
  return { made, known };
}

describe("the bus over a real nats-server", () => {
  it("carries a host's state to collectors that start before and after it", async () => {
    const { url } = await server();
    expect(await initializeBucket(options(url), { replicas: 1, maxBytes: -1 })).toEqual({ made: true, differences: [] });
    expect(await initializeBucket(options(url), { replicas: 1, maxBytes: -1 })).toEqual({ made: false, differences: [] });
    expect(await initializeBucket(options(url), { replicas: 3, maxBytes: 1 << 20 })).toEqual({
      made: false,
      differences: ["it has 1 replicas, not 3", "its size: no limit, not 1048576 octets"],
    });
    const early = collector(connection(options(url)));
    await early.made.ready();
    const host = publisher(connection(options(url)), "h1.example");
    host.apply(namespaceOf("a", 3));
    await until(() => early.known.size === 7);
    const late = collector(connection(options(url)));
    await late.made.ready();
    expect(late.known).toEqual(early.known);
    host.apply([{ kind: "namespace-gone", id: "a" }]);
    await until(() => early.known.size === 0 && late.known.size === 0);
    expect(early.made.figures().refused).toEqual({ garbage: 0, "newer-schema": 0 });
  });

  it("says what to do when there is no bucket, and goes on when it is made", async () => {
    const { url } = await server();
    const bus = connection(options(url));
    await reaches(bus, "failed");
    expect(bus.lastError).toContain("collect --init");
    await initializeBucket(options(url), { replicas: 1, maxBytes: -1 });
    await reaches(bus, "connected");
  });

  it("loses nothing that was acknowledged when the server is killed, and catches up", async () => {
    const broker = await server();
    await initializeBucket(options(broker.url), { replicas: 1, maxBytes: -1 });
    const host = publisher(connection(options(broker.url)), "h1");
    const { made, known } = collector(connection(options(broker.url)));
    host.apply(namespaceOf("a", 2));
    await until(() => known.size === 5);
    await broker.kill();
    await until(() => host.state().state === "connecting");
    host.apply([...namespaceOf("b", 1), { kind: "port", facts: portFacts("a", "eth0", { mtu: 9000 }) }]);
    await broker.start();
    await until(() => known.has("h1/b") && (known.get("h1/a:eth0") as { facts: { mtu: number } } | undefined)?.facts.mtu === 9000);
    expect(known.size).toBe(8);
    expect(made.figures().conflictingHosts).toEqual([]);
    const late = collector(connection(options(broker.url)));
    await late.made.ready();
    expect([...late.known.keys()].sort()).toEqual([...known.keys()].sort());
  });

  it("misses nothing when the connection is cut again and again while everything is read", async () => {
    const broker = await server();
    await initializeBucket(options(broker.url), { replicas: 1, maxBytes: -1 });
    const writer = connection(options(broker.url));
    await reaches(writer, "connected");
    const value = randomBytes(20_000);
    for (let index = 0; index < 300; index++) await writer.put(`h${index}.a`, value);
    const wire = await CutWire.to(broker.port, [1_000_000, 1_500_000, 2_000_000]);
    undo.push(() => wire.close());
    const reader = connection(options(wire.url));
    await reaches(reader, "connected");
    const seen = new Map<string, number>();
    let caughtUp = 0;
    await reader.watch(
      ({ key, value }) => seen.set(key, value?.length ?? 0),
      () => caughtUp++,
    );
    await until(() => caughtUp === 1);
    expect(wire.cuts).toBe(3);
    expect(seen.size).toBe(300);
    expect([...seen.values()].every((length) => length === value.length)).toBe(true);
    await writer.delete("h7.a");
    await until(() => seen.get("h7.a") === 0);
    expect(caughtUp).toBe(1);
  });

  it("refuses a host that writes another's key, and lets it write its own", async () => {
    const host = (name: string) => `{ user: ${name}, password: ${name}, permissions: {
      publish: ["$KV.lldp-watch.${name}.>", "lldp-watch.heartbeat.${name}", "$JS.API.STREAM.INFO.KV_lldp-watch", "$JS.API.CONSUMER.CREATE.KV_lldp-watch", "$JS.API.CONSUMER.CREATE.KV_lldp-watch.>", "$JS.API.CONSUMER.DELETE.KV_lldp-watch.>", "$JS.API.CONSUMER.MSG.NEXT.KV_lldp-watch.>", "$JS.API.CONSUMER.INFO.KV_lldp-watch.>", "$JS.API.INFO", "$JS.ACK.KV_lldp-watch.>"],
      subscribe: ["_INBOX.>"] } }`;
    const { url } = await server(`authorization { users = [ { user: admin, password: admin }, ${host("h1")}, ${host("h2")} ] }`);
    const as = (name: string) => options(url, { user: { name, password: name } });
    await initializeBucket(as("admin"), { replicas: 1, maxBytes: -1 });
    const own = connection(as("h1"));
    await reaches(own, "connected");
    await own.put("h1.a", Uint8Array.of(1));
    expect(await own.keysOf("h1")).toEqual(["h1.a"]);
    const refusal = await own.put("h2.a", Uint8Array.of(1)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BusError);
    expect((refusal as BusError).code).toBe("denied");
    const rejected = connection(options(url, { user: { name: "h1", password: "wrong" } }));
    await reaches(rejected, "failed");
    expect(rejected.lastError).toMatch(/auth/i);
    const working = publisher(connection(as("h2")), "h2");
    const { known } = collector(connection(as("admin")));
    working.apply(namespaceOf("a", 1));
    await until(() => known.has("h2/a"));
  });

  it("stays usable while one of three servers is lost", { timeout: 240_000 }, async () => {
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const routes = await Promise.all([freePort(), freePort(), freePort()]);
    const servers = ports.map(
      (port, index) =>
        new NatsServer(
          port,
          `cluster { name: c, listen: "127.0.0.1:${routes[index]}", routes: [${routes.map((route) => `"nats://127.0.0.1:${route}"`).join(",")}] }`,
        ),
    );
    for (const each of servers) undo.push(() => each.remove());
    await Promise.all(servers.map((each) => each.start()));
    const all = options(servers.map((each) => each.url));
    let made = "";
    await until(() => {
      if (made === "") {
        made = "trying";
        initializeBucket(all, { replicas: 3, maxBytes: -1 }).then(
          (result) => {
            made = result.made ? "made" : "present";
          },
          () => {
            made = "";
          },
        );
      }
      return made === "made" || made === "present";
    });
    const host = publisher(connection(all), "h1");
    const { known } = collector(connection(all));
    host.apply(namespaceOf("a", 1));
    await until(() => known.size === 3);
    await servers[0]?.kill();
    host.apply(namespaceOf("b", 1));
    await until(() => known.has("h1/b:eth0"));
  });
});

import { describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/index.ts";
import { encodeValue, readDocument } from "../../../src/bus/encoding.ts";
import { type BusConnection, Collector, Publisher } from "../../../src/bus/index.ts";
import { decodeKey, encodeKey } from "../../../src/bus/key.ts";
import type { Fact } from "../../../src/topology/index.ts";
import { namespaceFacts, namespaceOf, neighborFacts, portFacts } from "../../support/bus-facts.ts";
import { MemoryBus } from "../../support/memory-bus.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

// Every await inside of the rooms is on an immediate answer of the memory bus, so a few turns of the queue settle all of it.
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

async function turn(clock: TurnedClock, by: number): Promise<void> {
  const step = Math.max(1000, by / 200);
  for (let done = 0; done < by; done += step) {
    clock.turn(Math.min(step, by - done));
    await settle();
  }
}

function publisher(
  bus: MemoryBus,
  clock: TurnedClock,
  host: string,
  more: { valueLimit?: number; machine?: string; connection?: BusConnection } = {},
) {
  const { machine = `m-${host}`, connection = bus.connect(), ...rest } = more;
  return new Publisher({ connection, origin: { host, boot: `b-${host}`, machine }, clock, log: silentLogger, random: () => 0.5, ...rest });
}

function collector(bus: MemoryBus, clock: TurnedClock) {
  const facts: Fact[] = [];
  const connection = bus.connect();
  const made = new Collector({ connection, clock, log: silentLogger, apply: (some) => facts.push(...some) });
  /** What was told since the last call. */
  const heard = () => facts.splice(0);
  return { collector: made, heard, connection };
}

const told = (facts: readonly Fact[]) => facts.map((fact) => `${fact.kind} ${"facts" in fact ? fact.facts.id : "id" in fact ? fact.id : ""}`);

describe("keys", () => {
  it("carry any name and come back exactly", () => {
    for (const namespace of ["host", "a.b", "weird name/with*>.", "日本", "=41", "~x", ""]) {
      if (namespace === "") continue;
      expect(decodeKey(encodeKey({ host: "h.example", namespace, part: 0 }))).toEqual({ host: "h.example", namespace, part: 0 });
      expect(decodeKey(encodeKey({ host: "h", namespace, part: 12 }))).toEqual({ host: "h", namespace, part: 12 });
    }
    for (const key of ["", "a", "a.b.c.d", "a.b.0", "a.b.x", "a=4.b", "a=41.b", "a.=ff"]) expect(decodeKey(key)).toBeNull();
  });
});

describe("publisher and collector", () => {
  it("carry the state of a host, and after that only what changed", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply(namespaceOf("a", 2));
    const { heard } = collector(bus, clock);
    await turn(clock, 3000);
    expect(told(heard()).sort()).toEqual(
      ["namespace h1/a", "neighbor", "neighbor", "port h1/a:eth0", "port h1/a:eth1"].map((text) => expect.stringContaining(text)),
    );
    host.apply([{ kind: "port", facts: portFacts("a", "eth1", { ifindex: 3, state: "down" }) }]);
    await turn(clock, 3000);
    expect(told(heard())).toEqual(["port h1/a:eth1"]);
    host.apply([{ kind: "port-gone", id: "a:eth1", reason: "interface-gone" }]);
    await turn(clock, 3000);
    expect(told(heard())).toEqual([expect.stringContaining("neighbor-gone"), "port-gone h1/a:eth1"]);
    host.apply([{ kind: "namespace-gone", id: "a" }]);
    await turn(clock, 3000);
    expect(told(heard()).at(-1)).toBe("namespace-gone h1/a");
    expect([...bus.values.keys()]).toEqual([]);
  });

  it("write nothing while nothing changes, and a burst of changes once", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply(namespaceOf("a", 3));
    await turn(clock, 3000);
    const { puts } = host.figures();
    expect(puts).toBe(1);
    await turn(clock, 600_000);
    expect(host.figures().puts).toBe(puts);
    for (let index = 0; index < 100; index++) host.apply([{ kind: "port", facts: portFacts("a", "eth0", { mtu: 1500 + index }) }]);
    await turn(clock, 3000);
    expect(host.figures().puts).toBe(puts + 1);
  });

  it("split a large namespace by ports, and a port that moves between parts never seems gone", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1", { valueLimit: 6000 });
    host.apply(namespaceOf("a", 20));
    const { heard } = collector(bus, clock);
    await turn(clock, 3000);
    expect(bus.values.size).toBeGreaterThan(2);
    expect(heard().filter((fact) => fact.kind === "port")).toHaveLength(20);
    host.apply([{ kind: "port", facts: portFacts("a", "dum0") }]);
    await turn(clock, 3000);
    expect(told(heard())).toEqual(["port h1/a:dum0"]);
    for (let index = 2; index < 20; index++) host.apply([{ kind: "port-gone", id: `a:eth${index}`, reason: "interface-gone" }]);
    await turn(clock, 3000);
    expect(bus.values.size).toBe(1);
    expect(heard().filter((fact) => fact.kind === "port-gone")).toHaveLength(18);
  });

  it("go on while the server is away and catch up after a partition of five minutes", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply(namespaceOf("a", 1));
    const { heard, collector: reader } = collector(bus, clock);
    await turn(clock, 3000);
    heard();
    bus.up = false;
    host.apply([{ kind: "port", facts: portFacts("a", "eth0", { mtu: 9000 }) }]);
    host.apply(namespaceOf("b", 1));
    await turn(clock, 300_000);
    expect(host.state().state).toBe("connecting");
    expect(heard()).toEqual([]);
    bus.up = true;
    await turn(clock, 5000);
    expect(host.state()).toEqual({ state: "connected", error: null });
    expect(told(heard()).sort()).toEqual(["namespace h1/b", expect.stringContaining("neighbor "), "port h1/a:eth0", "port h1/b:eth0"]);
    expect(reader.figures().staleHosts).toBe(0);
  });

  it("hold a silent host for stale after three heartbeats, and drop it and its keys after the bound", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const connection = bus.connect();
    const host = publisher(bus, clock, "h1", { connection });
    host.apply(namespaceOf("a", 1));
    const { heard, collector: reader } = collector(bus, clock);
    await turn(clock, 200_000);
    expect(reader.figures()).toMatchObject({ hosts: 1, staleHosts: 0 });
    heard();
    connection.cut();
    await turn(clock, 100_000);
    expect(heard()).toEqual([
      {
        kind: "namespace",
        facts: namespaceFacts("h1/a", { name: "a", names: ["a"], host: "h1", state: "stale", chassis: expect.anything(), systemName: "a@host" }),
      },
    ]);
    connection.mend();
    await turn(clock, 40_000);
    expect(told(heard())).toEqual(["namespace h1/a"]);
    connection.cut();
    await turn(clock, 700_000);
    expect(told(heard()).slice(-2)).toEqual(["port-gone h1/a:eth0", "namespace-gone h1/a"]);
    expect(reader.figures()).toMatchObject({ hosts: 0, droppedHosts: 1 });
    expect(bus.values.size).toBe(0);
    connection.mend();
    await turn(clock, 5000);
    expect(told(heard())).toContain("namespace h1/a");
  });

  it("put back what a mistaken collector deleted", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply(namespaceOf("a", 1));
    await turn(clock, 3000);
    bus.write("h1.a", null);
    await turn(clock, 400_000);
    expect([...bus.values.keys()]).toEqual(["h1.a"]);
  });

  it("keep the values of a host that ended in order, as stale", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply(namespaceOf("a", 1));
    const { heard, collector: reader } = collector(bus, clock);
    await turn(clock, 3000);
    heard();
    await host.close();
    await settle();
    expect(reader.figures().staleHosts).toBe(1);
    expect(told(heard())).toEqual(["namespace h1/a"]);
    const again = publisher(bus, clock, "h1");
    again.apply(namespaceOf("a", 1));
    await turn(clock, 3000);
    expect(told(heard())).toEqual(["namespace h1/a"]);
  });

  it("forget namespaces that a host no longer has when it comes back", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const host = publisher(bus, clock, "h1");
    host.apply([...namespaceOf("a", 1), ...namespaceOf("b", 1)]);
    const { heard } = collector(bus, clock);
    await turn(clock, 3000);
    await host.close();
    heard();
    publisher(bus, clock, "h1").apply(namespaceOf("a", 1));
    await turn(clock, 3000);
    expect(told(heard())).toContain("namespace-gone h1/b");
    expect([...bus.values.keys()]).toEqual(["h1.a"]);
  });

  it("report two machines of one name", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    publisher(bus, clock, "h1", { machine: "one" }).apply(namespaceOf("a", 1));
    publisher(bus, clock, "h1", { machine: "two" }).apply(namespaceOf("a", 1));
    const { collector: reader } = collector(bus, clock);
    await turn(clock, 60_000);
    expect(reader.figures().conflictingHosts).toEqual(["h1"]);
  });

  it("refuse garbage and newer schemas, name their keys, and go on", async () => {
    const [bus, clock] = [new MemoryBus(), new TurnedClock()];
    const { heard, collector: reader } = collector(bus, clock);
    const good = encodeValue(
      { schema: 1, host: "h1", boot: "b", machine: "m", version: 1, parts: 1, namespace: namespaceFacts("a"), ports: [], neighbors: [] },
      true,
    );
    const newer = encodeValue(
      { schema: 2, host: "h3", boot: "b", machine: "m", version: 1, parts: 1, namespace: null, ports: [], neighbors: [] },
      false,
    );
    await settle();
    bus.write("h2.a", Uint8Array.of(1, 2, 3));
    bus.write("h3.a", newer);
    bus.write("not a key", good);
    bus.write("h4.a", good);
    bus.write("h1.a", good);
    expect(told(heard())).toEqual(["namespace h1/a"]);
    expect(reader.figures()).toMatchObject({ refused: { garbage: 3, "newer-schema": 1 }, hosts: 1 });
    expect(reader.figures().refusedKeys.map(({ key }) => key)).toEqual(["h2.a", "h3.a", "not a key", "h4.a"]);
  });
});

describe("values", () => {
  it("give refusals for any octets, never an exception", () => {
    const good = encodeValue(
      {
        schema: 1,
        host: "h",
        boot: "b",
        machine: "m",
        version: 1,
        parts: 1,
        namespace: namespaceFacts("a"),
        ports: [portFacts("a", "e")],
        neighbors: [neighborFacts("a:e", "x")],
      },
      true,
    );
    expect(readDocument(good).ok).toBe(true);
    let refused = 0;
    for (let index = 0; index < good.length; index++) {
      const octets = good.slice();
      octets[index] = (octets[index] as number) ^ 0x55;
      if (!readDocument(octets).ok) refused++;
      readDocument(good.slice(0, index));
    }
    expect(refused).toBeGreaterThan(good.length / 2);
  });
});

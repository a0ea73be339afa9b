import { fork } from "node:child_process";
import { once } from "node:events";
import { silentLogger } from "../src/base/index.ts";
import { documentsOf, type NamespaceDocument } from "../src/bus/document.ts";
import { encodeValue } from "../src/bus/encoding.ts";
import { FactFold } from "../src/bus/fact-fold.ts";
import { type BusConnection, Collector, initializeBucket, type NatsOptions, openNats, Publisher } from "../src/bus/index.ts";
import { encodeKey } from "../src/bus/key.ts";
import { createGraph, type Fact, type NeighborFacts, type PortFacts } from "../src/topology/index.ts";
import { namespaceFacts, neighborFacts, portFacts } from "../test/support/bus-facts.ts";
import { freePort, NatsServer } from "../test/support/nats-server.ts";
import { running, runningClock } from "./running-clock.ts";
import { type Context, quantile, type Row, regression, type Scenario, summarize } from "./scenario.ts";

const portsEach = 50;

// A ring of hosts side by side: port 2k of one host is wired to port 2k+1 of the next, so every link joins two hosts.
function peerOf(host: number, port: number, hosts: number): { readonly host: number; readonly port: number } {
  return port % 2 === 0 ? { host: (host + 1) % hosts, port: port + 1 } : { host: (host + hosts - 1) % hosts, port: port - 1 };
}

const chassis = (host: number) => {
  const octets = `02${host.toString(16).padStart(10, "0")}`;
  return { subtype: "mac-address", value: octets.replaceAll(/(..)(?!$)/g, "$1:"), bytes: octets };
};

function factsOf(host: number, hosts: number): Fact[] {
  const facts: Fact[] = [
    {
      kind: "namespace",
      facts: namespaceFacts("host", { kind: "host", chassis: chassis(host), systemName: `server-${host}.example.net`, host: `server-${host}` }),
    },
  ];
  for (let index = 0; index < portsEach; index++) {
    const port: PortFacts = portFacts("host", `swp${index}`, { ifindex: index + 2, leavesMachine: true, kind: "physical", mac: chassis(host).value });
    const peer = peerOf(host, index, hosts);
    const name = `swp${peer.port}`;
    const neighbor: NeighborFacts = neighborFacts(port.id, `server-${peer.host}`, {
      id: `${host.toString(16).padStart(8, "0")}${index.toString(16).padStart(4, "0")}`,
      chassisId: chassis(peer.host),
      portId: { subtype: "interface-name", value: name, bytes: Buffer.from(name).toString("hex") },
      portDescription: name,
      systemName: `server-${peer.host}.example.net`,
      managementAddresses: [
        {
          family: "ipv4",
          address: `10.${peer.host >> 16}.${(peer.host >> 8) & 255}.${peer.host & 255}`,
          interfaceNumbering: "ifindex",
          interfaceNumber: 2,
          oid: null,
        },
      ],
    });
    facts.push({ kind: "port", facts: port }, { kind: "neighbor", facts: neighbor, reason: "new" });
  }
  return facts;
}

function documentOf(host: number, hosts: number, version: number, change?: (fold: FactFold) => void): NamespaceDocument {
  const fold = new FactFold();
  fold.apply(factsOf(host, hosts));
  change?.(fold);
  const state = fold.state("host");
  if (!state) throw new Error("no state");
  return documentsOf(state, { host: `server-${host}`, boot: "b", machine: `m${host}` }, version, 512 * 1024)[0] as NamespaceDocument;
}

async function connected(options: NatsOptions): Promise<BusConnection> {
  const bus = openNats(options);
  await running(() => bus.state === "connected");
  return bus;
}

async function publishAll(bus: BusConnection, hosts: number): Promise<number> {
  const start = performance.now();
  const parallel = 256;
  for (let from = 0; from < hosts; from += parallel) {
    const slice = Array.from({ length: Math.min(parallel, hosts - from) }, (_, index) => from + index);
    await Promise.all(
      slice.map((host) => bus.put(encodeKey({ host: `server-${host}`, namespace: "host", part: 0 }), encodeValue(documentOf(host, hosts, 1), true))),
    );
  }
  return performance.now() - start;
}

/** The collector in a process of its own, so that its memory is its own. Sends what it measured to its parent. */
export async function collectorProcess(options: NatsOptions, hosts: number): Promise<void> {
  const start = performance.now();
  const graph = createGraph({ epoch: "bench", wall: new Date().toISOString() });
  const connection = openNats(options);
  const collector = new Collector({
    connection,
    clock: runningClock,
    log: silentLogger,
    apply: (facts) => graph.apply(facts, new Date().toISOString(), performance.now()),
  });
  await collector.ready();
  const ready = performance.now() - start;
  const rss = process.resourceUsage().maxRSS * 1024;
  const links = graph.links();
  process.send?.({ ready, rss, ports: graph.ports().length, links: links.length, ok: links.filter((link) => link.verdict === "ok").length, hosts });
  graph.changes.subscribe((events) => {
    for (const event of events) if (event.kind === "port-changed") process.send?.({ changed: event.port });
  });
  process.once("message", () => void collector.close().then(() => process.disconnect()));
}

interface ColdStart {
  readonly ready: number;
  /** Peak, octets. */
  readonly rss: number;
  readonly ports: number;
  readonly links: number;
  readonly ok: number;
}

interface Measured {
  readonly cold: ColdStart;
  /** Milliseconds from a put until the graph has the change. */
  readonly put: readonly number[];
  /** Milliseconds from a fact at a publisher, which gathers for 1 to 2 s, until the graph has it. */
  readonly published: readonly number[];
}

async function measure(context: Context, options: NatsOptions, bus: BusConnection, hosts: number): Promise<Measured> {
  const child = fork(process.argv[1] as string, ["--fleet-collector", JSON.stringify({ options, hosts })], {
    execArgv: ["--max-old-space-size=8192"],
  });
  context.cleanUp(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const waiting = new Map<string, (message: unknown) => void>();
  child.on("message", (message: object) => {
    const key = "changed" in message ? String(message.changed) : "cold";
    waiting.get(key)?.(message);
    waiting.delete(key);
  });
  const next = (key: string) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(key, resolve);
      void ended.then(() => reject(new Error("the collector ended before its answer")));
    });
  const cold = (await next("cold")) as ColdStart;
  const put: number[] = [];
  for (let round = 0; round < (context.short ? 10 : 50); round++) put.push(await changeByPut(bus, (round * 97) % hosts, hosts, round, next));
  const some = Array.from({ length: context.short ? 4 : 10 }, (_, index) => Math.floor((hosts / 11) * index) + 1);
  const published = await Promise.all(some.map((host) => changesByPublisher(options, host, hosts, context.short ? 2 : 10, next)));
  child.send("end");
  await ended;
  return { cold, put, published: published.flat() };
}

type Next = (key: string) => Promise<unknown>;

const changedPort = (mtu: number): Fact => ({ kind: "port", facts: portFacts("host", "swp0", { mtu, kind: "physical", leavesMachine: true }) });

async function changeByPut(bus: BusConnection, host: number, hosts: number, round: number, next: Next): Promise<number> {
  const document = documentOf(host, hosts, 2 + round, (fold) => fold.apply([changedPort(9000 + round)]));
  const value = encodeValue(document, true);
  const arrived = next(`server-${host}/host:swp0`);
  const start = performance.now();
  await bus.put(encodeKey({ host: `server-${host}`, namespace: "host", part: 0 }), value);
  await arrived;
  return performance.now() - start;
}

/** Changes one port again and again, at moments of no pattern, as a daemon tells it to its publisher. */
async function changesByPublisher(options: NatsOptions, host: number, hosts: number, rounds: number, next: Next): Promise<number[]> {
  const publisher = new Publisher({
    connection: openNats(options),
    origin: { host: `server-${host}`, boot: "b", machine: `m${host}` },
    clock: runningClock,
    log: silentLogger,
    random: Math.random,
  });
  publisher.apply(factsOf(host, hosts));
  await running(() => publisher.figures().puts > 0);
  const latencies: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Math.random()));
    const arrived = next(`server-${host}/host:swp0`);
    const start = performance.now();
    publisher.apply([changedPort(8000 + round)]);
    await arrived;
    latencies.push(performance.now() - start);
  }
  await publisher.close();
  return latencies;
}

type AddRow = (name: string, unit: string, better: Row["better"], figures: readonly number[], more?: Partial<Row>) => void;

/** What one host costs the bus, whatever the size of the fleet. */
function valueRows(row: AddRow): void {
  const sample = documentOf(7, 100, 1);
  const plain = encodeValue(sample, false);
  const deflated = encodeValue(sample, true);
  row(`value of a host with ${portsEach} ports and neighbors, JSON`, "octets", "less", [plain.length]);
  row(`value of a host with ${portsEach} ports and neighbors, deflated JSON`, "octets", "less", [deflated.length], {
    note: `${(plain.length / deflated.length).toFixed(1)} times smaller`,
  });
  const origin = { host: "server-9999", boot: "0123456789ab", machine: "0123456789ab" };
  const heartbeat = encodeValue({ schema: 1, ...origin, namespaces: 1, state: "running" }, false);
  const message = `PUB lldp-watch.heartbeat.${origin.host} ${heartbeat.length}\r\n`.length + heartbeat.length + 2;
  row("traffic of a host while nothing changes", "octets/min", "less", [2 * message], { note: "two heartbeats; by their length" });
}

/** The figures of a size again, and what they come to at 100,000 hosts. */
function slopeRows(row: AddRow, cold: readonly (readonly [number, ColdStart])[]): void {
  for (const [name, unit, of] of [
    ["collector cold start", "s", ({ ready }: ColdStart) => ready / 1000],
    ["collector memory, peak", "MiB", ({ rss }: ColdStart) => rss / 2 ** 20],
  ] as const) {
    const { slope, intercept } = regression(cold.map(([hosts, each]) => [hosts, of(each)]));
    row(`${name}: slope for 1,000 more hosts`, unit, "less", [1000 * slope]);
    row(`${name}: 100,000 hosts by the slope`, unit, "less", [intercept + 100_000 * slope], { note: "planned, not run" });
  }
}

async function run(context: Context): Promise<readonly Row[]> {
  const sizes = context.short ? [200] : [1000, 3000, 10_000];
  const rows: Row[] = [];
  const row: AddRow = (name, unit, better, figures, more = {}) =>
    void rows.push({ name, unit, better, ours: summarize(figures), peers: {}, ...more });
  valueRows(row);
  const starts: (readonly [number, ColdStart])[] = [];
  for (const hosts of sizes) {
    const server = new NatsServer(await freePort());
    context.cleanUp(() => server.remove());
    await server.start();
    const options: NatsOptions = { servers: [server.url], bucket: "lldp-watch", credentialsFile: null, user: null, tls: null, clientName: "bench" };
    await initializeBucket(options, { replicas: 1, maxBytes: -1 });
    const bus = await connected(options);
    const load = await publishAll(bus, hosts);
    context.log(`${hosts} hosts published in ${Math.round(load)} ms`);
    const { cold, put, published } = await measure(context, options, bus, hosts);
    context.log(
      `${hosts} hosts: collector ready in ${Math.round(cold.ready)} ms, ${Math.round(cold.rss / 2 ** 20)} MiB, ${cold.links} links, ${cold.ok} ok`,
    );
    if (cold.links !== (hosts * portsEach) / 2 || cold.ok !== cold.links) throw new Error(`wrong graph: ${JSON.stringify(cold)}`);
    const last = hosts === 10_000;
    row(`${hosts} hosts: published`, "s", "less", [load / 1000]);
    row(
      `${hosts} hosts: collector cold start`,
      "s",
      "less",
      [cold.ready / 1000],
      last ? { target: { text: "<= 15 s", met: cold.ready <= 15_000 } } : {},
    );
    row(
      `${hosts} hosts: collector memory, peak`,
      "MiB",
      "less",
      [cold.rss / 2 ** 20],
      last ? { target: { text: "<= 2 GB", met: cold.rss <= 2e9 } } : {},
    );
    row(`${hosts} hosts: a value put until its change is in the graph, p99`, "ms", "less", [quantile(put, 0.99)]);
    row(
      `${hosts} hosts: a change at a publisher until it is in the graph, gathering of 1 to 2 s included, p99`,
      "ms",
      "less",
      [quantile(published, 0.99)],
      last ? { target: { text: "<= 2.5 s", met: quantile(published, 0.99) <= 2500 } } : {},
    );
    starts.push([hosts, cold]);
    await bus.close();
    await server.remove();
  }
  if (starts.length > 1) slopeRows(row, starts);
  return rows;
}

export const fleet: Scenario = {
  name: "fleet",
  summary: `hosts of ${portsEach} ports each, in a ring, over one nats-server with JetStream on disk`,
  peers: [],
  run,
};

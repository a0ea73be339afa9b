import { describe, expect, it } from "vitest";
import { initializeBucket } from "../../src/bus/index.ts";
import type { LinkDocument, NamespaceDocument, PortDocument, TopologyDocument } from "../../src/topology/index.ts";
import { CollectorProcess } from "../support/collector-process.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { type NamespaceLab, withLab } from "../support/namespace-lab.ts";
import { freePort, NatsServer } from "../support/nats-server.ts";
import { privileged } from "../support/privilege.ts";

const labels = ["a", "b", "c", "d", "e", "f"];
const hosts = { h1: ["a", "b"], h2: ["c", "d"], h3: ["e", "f"] };

/** A ring over all namespaces, so that three of its cables join two hosts; and three hang on one bridge that forwards LLDP. */
async function build(lab: NamespaceLab): Promise<void> {
  for (const [index, label] of labels.entries()) await lab.cable(`${label}:right`, `${labels[(index + 1) % labels.length]}:left`);
  for (const label of ["b", "c", "e"]) await lab.cable(`${label}:sw`, `f:to-${label}`);
  await lab.bridge("f:br0", ["to-b", "to-c", "to-e"], { groupFwdMask: 0x4000 });
}

/** What the comparison keeps of a graph: everything but HOST/ and the wires, which no host sees beyond itself. */
function picture({ nodes, links }: TopologyDocument): unknown {
  const bare = (id: string) => id.replaceAll(/\bh\d\//g, "");
  const linkOf = ({ a, b, observed, verdict, reason }: LinkDocument) => {
    const turned = bare(a) > bare(b);
    const [first, second] = turned ? [bare(b), bare(a)] : [bare(a), bare(b)];
    return { a: first, b: second, observed: turned ? { aToB: observed.bToA, bToA: observed.aToB } : observed, verdict, reason };
  };
  const byEnds = (one: { a: string; b: string }, other: { a: string; b: string }) => (`${one.a}${one.b}` < `${other.a}${other.b}` ? -1 : 1);
  return {
    systems: nodes
      .filter(({ kind }) => kind === "system")
      .map(({ id, ports }) => ({ id: bare(id), ports: ports.map(bare).sort() }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    others: nodes.filter(({ kind }) => kind !== "system").map(({ kind, ports }) => ({ kind, ports: ports.map(bare).sort() })),
    links: links.map(linkOf).sort(byEnds),
  };
}

async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, what: string): Promise<T> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() - start > 30_000) throw new Error(`waited in vain for ${what}: ${JSON.stringify(answer).slice(0, 4000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const wired = labels.length + 3;

describe.skipIf(!privileged)("many machines", () => {
  it("are one graph at the collector, equal to that of one daemon over all of them", async () => {
    await withLab("many", async (lab) => {
      await build(lab);
      const nats = new NatsServer(await freePort());
      await nats.start();
      const undo: (() => Promise<unknown>)[] = [() => nats.remove()];
      try {
        await initializeBucket(
          { servers: [nats.url], bucket: "lldp-watch", credentialsFile: null, user: null, tls: null, clientName: "test" },
          { replicas: 1, maxBytes: -1 },
        );
        const collector = await CollectorProcess.start(nats.url);
        undo.push(() => collector.stop());
        const daemons = await Promise.all(
          Object.entries(hosts).map(([host, own]) =>
            DaemonProcess.start(own.map((label) => lab.name(label)).join(","), { flags: ["--host-name", host, "--nats", nats.url] }),
          ),
        );
        for (const daemon of daemons) undo.push(() => daemon.stop());
        // The bridge hears each cable, and the three at it hear one another: they are a segment, its own ports are not.
        const complete = ({ nodes, links }: TopologyDocument) =>
          links.length === wired &&
          links.every(({ verdict }) => verdict === "ok") &&
          nodes.filter(({ kind, ports }) => kind === "segment" && ports.length === 3 && ports.every((port) => port.endsWith(":sw"))).length === 1;
        const merged = await until(() => collector.get<TopologyDocument>("/api/v1/topology"), complete, "every link at the collector");

        const metrics = await collector.text("/metrics");
        expect(metrics).toContain('lldp_bus_hosts{state="heard"} 3');
        expect(metrics).toContain("lldp_bus_conflicting_hosts 0");

        // Counters stay on the machines: nobody is told a false 0.
        const { ports } = await collector.get<{ ports: PortDocument[] }>("/api/v1/ports");
        expect(ports.length).toBeGreaterThan(0);
        expect(ports.every(({ counters }) => counters === null)).toBe(true);
        expect(metrics).not.toMatch(/^lldp_frames_/m);

        // A host that is killed goes stale, and what the others hear of it stays.
        await daemons[0]?.stop("SIGKILL");
        const remaining = await collector.get<{ namespaces: NamespaceDocument[] }>("/api/v1/namespaces");
        expect(remaining.namespaces).toHaveLength(6);

        await Promise.all(daemons.slice(1).map((daemon) => daemon.stop()));
        const alone = await DaemonProcess.start(`${lab.prefix}*`);
        undo.push(() => alone.stop());
        const single = await until(
          () => alone.get<TopologyDocument>("/api/v1/topology"),
          (topology) => complete(only(lab, topology)),
          "every link at the one daemon",
        );
        expect(picture(merged)).toEqual(picture(only(lab, single)));
      } finally {
        for (const step of undo.reverse()) await step();
      }
    });
  });
});

/** The lab's part of a machine's graph. */
function only(lab: NamespaceLab, { nodes, links, ...rest }: TopologyDocument): TopologyDocument {
  const ours = (id: string) => id.includes(lab.prefix);
  return { ...rest, nodes: nodes.filter(({ id, ports }) => ours(id) || ports.some(ours)), links: links.filter(({ a, b }) => ours(a) || ours(b)) };
}

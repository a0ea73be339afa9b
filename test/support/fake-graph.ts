import { Signal } from "../../src/base/index.ts";
import type {
  EventDocument,
  EventKind,
  ExplainDocument,
  GraphView,
  LinkDocument,
  NamespaceDocument,
  NeighborFacts,
  NodeDocument,
  Plan,
  PortView,
  TopologyDocument,
  VerifyDocument,
} from "../../src/topology/index.ts";

const hex = (text: string) => Buffer.from(text).toString("hex");
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const sorted = <T extends { id: string }>(items: T[]) => items.sort(byId);
const started = Date.parse("2026-01-01T00:00:00Z");
const time = (revision: number) => new Date(started + revision * 10).toISOString();

export interface FakeShape {
  /** Namespaces in a ring, each cabled to the next. */
  readonly namespaces: number;
  /** Parallel cables between two namespaces of the ring. */
  readonly cables?: number;
  /** Links across the ring, from everywhere to everywhere, the same each time. */
  readonly chords?: number;
  readonly epoch?: string;
  /** Events kept in memory. */
  readonly ring?: number;
  readonly host?: string;
  /** Milliseconds since 1970 of a change; without it, time goes by the revision. */
  readonly wall?: () => number;
}

/** A graph for tests of its readers: a ring of namespaces whose links can be broken and mended, each time with numbered events. */
export class FakeGraph implements GraphView {
  readonly epoch: string;
  revision = 0;
  changedAt = time(0);
  readonly changes = new Signal<readonly EventDocument[]>();
  readonly #ring: number;
  readonly #wall: (() => number) | null;
  #events: EventDocument[] = [];
  #namespaces: readonly NamespaceDocument[];
  #ports: readonly PortView[];
  #neighbors: readonly NeighborFacts[];
  #nodes: readonly NodeDocument[];
  #links: readonly LinkDocument[];
  #topology: TopologyDocument | null = null;

  constructor({ namespaces, cables = 1, chords = 0, epoch = "e1", ring = 10_000, host = "lab", wall }: FakeShape) {
    this.#wall = wall ?? null;
    this.epoch = epoch;
    this.#ring = ring;
    const names = Array.from({ length: namespaces }, (_, index) => `ns${String(index).padStart(4, "0")}`);
    const ends: (readonly [string, string])[] = names.flatMap((name, at) =>
      Array.from({ length: cables }, (_, cable) => [`${name}:up${cable}`, `${names[(at + 1) % namespaces]}:down${cable}`] as const),
    );
    for (let chord = 0; chord < chords; chord++) {
      const [from, to] = [(chord * 7919) % namespaces, (chord * 104_729 + 13) % namespaces];
      if (from !== to) ends.push([`${names[from]}:out${chord}`, `${names[to]}:in${chord}`]);
    }
    this.#links = sorted(ends.map(([a, b]) => link(a, b)));
    this.#ports = sorted(ends.flatMap(([a, b]) => [port(a, b), port(b, a)]));
    this.#neighbors = sorted(ends.flatMap(([a, b], index) => [neighbor(a, b, index * 2), neighbor(b, a, index * 2 + 1)]));
    const portsOf = groupBy(this.#ports, (each) => each.namespace);
    this.#namespaces = names.map((name, index) => ({
      id: name,
      name,
      names: [name],
      inode: 4026532000 + index,
      kind: "named",
      state: "running",
      ports: portsOf.get(name)?.length ?? 0,
    }));
    this.#nodes = names.map((name) => ({
      id: name,
      kind: "system",
      name: `${name}@${host}`,
      host,
      namespace: name,
      chassisId: { subtype: "local", value: `${name}@012345678901`, bytes: hex(`${name}@012345678901`) },
      capabilities: { supported: ["station-only"], enabled: ["station-only"] },
      ports: (portsOf.get(name) ?? []).map(({ id }) => id),
    }));
  }

  topology(): TopologyDocument {
    this.#topology ??= {
      schema: 1,
      epoch: this.epoch,
      revision: this.revision,
      generatedAt: this.changedAt,
      nodes: this.#nodes,
      links: this.#links,
    };
    return this.#topology;
  }
  namespaces = () => this.#namespaces;
  ports = () => this.#ports;
  bridges = () => [];
  neighbors = () => this.#neighbors;
  nodes = () => this.#nodes;
  links = () => this.#links;
  namespace = (id: string) => this.#namespaces.find((each) => each.id === id) ?? null;
  port = (id: string) => this.#ports.find((each) => each.id === id) ?? null;
  neighbor = (id: string) => this.#neighbors.find((each) => each.id === id) ?? null;
  link = (id: string) => this.#links.find((each) => each.id === id) ?? null;

  explain(id: string, peer: string | null): ExplainDocument | null {
    const found = this.port(id);
    if (!found) return null;
    const evidence = [{ fact: "state", source: "rtnetlink", value: found.state }];
    return { schema: 1, port: id, peer, verdict: found.verdict, reason: found.reason, fix: null, evidence };
  }

  verify(plan: Plan): VerifyDocument {
    const links = plan.links.map(({ a, b }) => {
      const ends = [`${a.node}:${a.interface}`, `${b.node}:${b.interface}`] as const;
      const found = this.link([...ends].sort().join("--"));
      const verdict = found?.verdict ?? "missing";
      return {
        planned: { a: ends[0], b: ends[1] },
        actual: found ? [found.a, found.b] : [],
        verdict,
        reason: null,
        fix: null,
        warnings: [],
      } as const;
    });
    const bad = links.filter(({ verdict }) => verdict !== "ok");
    return { schema: 1, ok: bad.length === 0, summary: { ok: links.length - bad.length }, links };
  }

  eventsAfter(sequence: number): readonly EventDocument[] | null {
    const kept = this.revision - this.#events.length;
    return sequence < kept ? null : this.#events.slice(sequence - kept);
  }

  /** Breaks a link that is ok, mends one that is not. `index` picks it; any whole number will do. */
  flip(index: number): void {
    const before = this.#links[index % this.#links.length] as LinkDocument;
    const broken = before.verdict === "ok";
    const after: LinkDocument = broken
      ? { ...before, verdict: "down", reason: "no-carrier", observed: { aToB: false, bToA: false }, since: time(this.revision + 1) }
      : { ...before, verdict: "ok", reason: null, observed: { aToB: true, bToA: true }, since: time(this.revision + 1) };
    this.#links = this.#links.map((each) => (each === before ? after : each));
    this.#emit([{ kind: "link-changed", port: before.a, before, after }]);
  }

  /** Changes nothing but the numbers: `count` events in one batch. */
  say(count: number, kind: EventKind = "port-changed"): void {
    const { id } = this.#ports[this.revision % this.#ports.length] as PortView;
    this.#emit(Array.from({ length: count }, () => ({ kind, port: id, before: null, after: null })));
  }

  #emit(changes: readonly { kind: EventKind; port: string; before: unknown; after: unknown }[]): void {
    const at = this.#wall ? new Date(this.#wall()).toISOString() : null;
    const batch = changes.map(({ kind, port: id, before, after }): EventDocument => {
      this.revision++;
      const [namespace = "", name = ""] = id.split(":");
      const head = { id: `${this.epoch}-${this.revision}`, time: at ?? time(this.revision), kind, port: id, namespace, interface: name };
      return { ...head, reason: "changed", before, after };
    });
    this.changedAt = at ?? time(this.revision);
    this.#topology = null;
    this.#events = [...this.#events, ...batch].slice(-this.#ring);
    this.changes.emit(batch);
  }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function link(a: string, b: string): LinkDocument {
  const [low, high] = a < b ? [a, b] : [b, a];
  const layers = { planned: null, wired: true, observed: { aToB: true, bToA: true } };
  return { id: `${low}--${high}`, a: low, b: high, ...layers, verdict: "ok", reason: null, fix: null, warnings: [], since: time(0), flaps: 0 };
}

function port(id: string, peer: string): PortView {
  const [namespace = "", name = ""] = id.split(":");
  return {
    id,
    namespace,
    interface: name,
    ifindex: 2,
    mac: `02:00:00:${hex(namespace.slice(-3)).replace(/(..)(..)(..)/, "$1:$2:$3")}`,
    kind: "veth",
    mtu: 1500,
    state: "up",
    mode: "rx-and-tx",
    master: null,
    wiredTo: peer,
    neighbors: 1,
    verdict: "ok",
    reason: null,
    warnings: [],
    lastChange: time(0),
  };
}

function neighbor(id: string, peer: string, index: number): NeighborFacts {
  const [namespace = "", name = ""] = id.split(":");
  const [system = "", remote = ""] = peer.split(":");
  return {
    id: index.toString(16).padStart(12, "0"),
    port: id,
    namespace,
    interface: name,
    protocol: "lldp",
    destination: "nearest-bridge",
    sourceMac: "02:00:00:00:00:01",
    vlan: null,
    chassisId: { subtype: "local", value: `${system}@012345678901`, bytes: hex(`${system}@012345678901`) },
    portId: { subtype: "interface-name", value: remote, bytes: hex(remote) },
    ttl: 121,
    portDescription: `to ${namespace}`,
    systemName: `${system}@lab`,
    systemDescription: "Linux 6.1.0 lldp-watch",
    capabilities: { supported: ["station-only"], enabled: ["station-only"] },
    managementAddresses: [{ family: "ipv4", address: "10.0.0.1", interfaceNumbering: "ifindex", interfaceNumber: 2, oid: null }],
    dot1: null,
    dot3: null,
    med: null,
    organizationSpecific: [{ oui: "00-80-c2", subtype: 1, bytes: "0001" }],
    unknown: [],
    firstSeen: time(0),
    lastChange: time(0),
  };
}

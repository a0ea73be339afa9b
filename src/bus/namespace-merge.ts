import { shortId } from "../base/index.ts";
import type { Fact, NamespaceFacts, NeighborFacts, PortFacts } from "../topology/index.ts";
import type { NamespaceDocument } from "./document.ts";
import type { DocumentKey } from "./key.ts";
import { sameValue } from "./same-value.ts";
import { Sharing } from "./sharing.ts";

export interface HostView {
  readonly name: string;
  /** Whether the host has been silent for too long. */
  readonly stale: boolean;
}

interface Merged {
  /** Parts of a version that is not complete yet. */
  pending: Map<number, NamespaceDocument>;
  namespace: NamespaceFacts | null;
  ports: readonly PortFacts[];
  neighbors: readonly NeighborFacts[];
  parts: number;
}

/** A document is parsed for this room alone, so its facts become those of the graph where they stand. */
type Own<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The documents of all hosts, turned into facts about one graph: ids get `HOST/` in front, and a new version of a document gives only
 * what differs from the one before. A version takes effect when all its parts are here, so that a port which moves from one part to
 * another never seems gone.
 */
export class NamespaceMerge {
  readonly #hosts = new Map<string, Map<string, Merged>>();
  readonly #sharing = new Sharing();

  /** Takes one part. Returns the facts that changed. */
  take(key: DocumentKey, document: NamespaceDocument, host: HostView): Fact[] {
    const merged = this.#of(key);
    const newest = Math.max(...[...merged.pending.values()].map((each) => each.version), document.version);
    if (document.version < newest) return [];
    if ([...merged.pending.values()].some((each) => each.version < newest)) merged.pending = new Map();
    merged.pending.set(key.part, document);
    const parts = merged.pending.get(0)?.parts;
    if (parts === undefined || merged.pending.size < parts) return [];
    const documents = [...merged.pending.values()].filter((each) => each.version === newest);
    merged.pending = new Map();
    merged.parts = parts;
    return this.#adopt(merged, documents, host);
  }

  /** A key was deleted. Only the first part means the namespace. */
  remove(key: DocumentKey): Fact[] {
    const merged = this.#hosts.get(key.host)?.get(key.namespace);
    if (!merged || key.part !== 0) return [];
    this.#hosts.get(key.host)?.delete(key.namespace);
    return farewell(merged);
  }

  /** The namespaces of a host again, after it became stale or was heard again. */
  restate(name: string, host: HostView): Fact[] {
    const facts: Fact[] = [];
    for (const merged of this.#hosts.get(name)?.values() ?? []) {
      if (merged.namespace === null) continue;
      merged.namespace = { ...merged.namespace, state: host.stale ? "stale" : "running" };
      facts.push({ kind: "namespace", facts: merged.namespace });
    }
    return facts;
  }

  /** Forgets a host. */
  drop(name: string): Fact[] {
    const facts = [...(this.#hosts.get(name)?.values() ?? [])].flatMap(farewell);
    this.#hosts.delete(name);
    return facts;
  }

  keysOf(name: string): readonly DocumentKey[] {
    const keys: DocumentKey[] = [];
    for (const [namespace, merged] of this.#hosts.get(name) ?? [])
      for (let part = 0; part < Math.max(1, merged.parts); part++) keys.push({ host: name, namespace, part });
    return keys;
  }

  #of({ host, namespace }: DocumentKey): Merged {
    let namespaces = this.#hosts.get(host);
    if (!namespaces) {
      namespaces = new Map();
      this.#hosts.set(host, namespaces);
    }
    let merged = namespaces.get(namespace);
    if (!merged) {
      merged = { pending: new Map(), namespace: null, ports: [], neighbors: [], parts: 0 };
      namespaces.set(namespace, merged);
    }
    return merged;
  }

  #adopt(merged: Merged, documents: readonly NamespaceDocument[], host: HostView): Fact[] {
    const facts: Fact[] = [];
    const namespace = documents.find((each) => each.namespace !== null)?.namespace;
    if (!namespace) return [];
    const next = namespaceAt(host, namespace);
    if (!sameValue(merged.namespace, next)) {
      merged.namespace = next;
      facts.push({ kind: "namespace", facts: next });
    }
    const place = new Place(host.name, merged.namespace?.id ?? next.id, this.#sharing);
    const ports = documents.flatMap((each) => each.ports.map((port) => place.port(port)));
    const neighbors = documents.flatMap((each) => each.neighbors.map((neighbor) => place.neighbor(neighbor)));
    const portIds = new Set(ports.map(({ id }) => id));
    const neighborIds = new Set(neighbors.map(({ id }) => id));
    for (const { id, port } of merged.neighbors)
      if (!neighborIds.has(id)) facts.push({ kind: "neighbor-gone", id, port, reason: portIds.has(port) ? "changed" : "interface-gone" });
    for (const { id } of merged.ports) if (!portIds.has(id)) facts.push({ kind: "port-gone", id, reason: "interface-gone" });
    merged.ports = update(merged.ports, ports, (port) => facts.push({ kind: "port", facts: port }));
    merged.neighbors = update(merged.neighbors, neighbors, (neighbor, known) =>
      facts.push({ kind: "neighbor", facts: neighbor, reason: known ? "changed" : "new" }),
    );
    return facts;
  }
}

// Keeps the object that is held already where nothing differs: the graph holds the same one. Of two with one id the last counts.
function update<T extends { readonly id: string }>(
  held: readonly T[],
  next: readonly T[],
  changed: (value: T, known: boolean) => void,
): readonly T[] {
  const before = new Map(held.map((value) => [value.id, value]));
  const result = new Map<string, T>();
  for (const value of next) {
    const known = before.get(value.id);
    const kept = known !== undefined && sameValue(known, value) ? known : value;
    result.set(value.id, kept);
    if (kept === value) changed(value, known !== undefined);
  }
  return [...result.values()];
}

function farewell(merged: Merged): Fact[] {
  return [
    ...merged.neighbors.map(({ id, port }): Fact => ({ kind: "neighbor-gone", id, port, reason: "namespace-gone" })),
    ...merged.ports.map(({ id }): Fact => ({ kind: "port-gone", id, reason: "namespace-gone" })),
    ...(merged.namespace === null ? [] : [{ kind: "namespace-gone", id: merged.namespace.id } satisfies Fact]),
  ];
}

function namespaceAt(host: HostView, facts: NamespaceFacts): NamespaceFacts {
  return { ...facts, id: under(host.name, facts.id), host: host.name, state: host.stale ? "stale" : facts.state };
}

// Joined, not added: V8 keeps a sum of strings as a tree of its parts, which is twice as large.
const under = (host: string, id: string): string => [host, id].join("/");

/** Puts the ports and neighbors of one namespace of a host under the host's name, in place. */
class Place {
  readonly #host: string;
  readonly #hostId: string;
  readonly #namespace: string;
  readonly #sharing: Sharing;
  /** Full port ids by the host's own, so that each is held once. */
  readonly #ports = new Map<string, string>();

  constructor(host: string, namespace: string, sharing: Sharing) {
    this.#host = host;
    this.#hostId = shortId(host);
    this.#namespace = namespace;
    this.#sharing = sharing;
  }

  port(facts: Own<PortFacts>): PortFacts {
    this.#sharing.port(facts);
    facts.id = this.#idOf(facts.id);
    facts.namespace = this.#namespaceId(facts.namespace);
    facts.wiredTo = facts.wiredTo === null ? null : this.#idOf(facts.wiredTo);
    facts.parent = facts.parent === null ? null : this.#idOf(facts.parent);
    if (facts.bridge !== null) facts.bridge = { ...facts.bridge, name: under(this.#host, facts.bridge.name) };
    return facts;
  }

  // The host's own id is a hash already; the host's hash over it keeps ids of different hosts apart without another one for each neighbor.
  neighbor(facts: Own<NeighborFacts>): NeighborFacts {
    this.#sharing.neighbor(facts);
    facts.id = mixed(this.#hostId, facts.id);
    facts.port = this.#idOf(facts.port);
    facts.namespace = this.#namespaceId(facts.namespace);
    return facts;
  }

  #idOf(own: string): string {
    const known = this.#ports.get(own);
    if (known !== undefined) return known;
    const full = under(this.#host, own);
    this.#ports.set(own, full);
    return full;
  }

  #namespaceId(own: string): string {
    const full = under(this.#host, own);
    return full === this.#namespace ? this.#namespace : full;
  }
}

/** Two ids of 12 hexadecimal digits, digit by digit by exclusive or. An id of another form stays behind the first. */
function mixed(one: string, other: string): string {
  if (!/^[0-9a-f]{12}$/.test(other)) return shortId(one, other);
  const half = (from: number) =>
    ((Number.parseInt(one.slice(from, from + 6), 16) ^ Number.parseInt(other.slice(from, from + 6), 16)) >>> 0).toString(16).padStart(6, "0");
  return half(0) + half(6);
}

import { shortId } from "../base/index.ts";
import type { Fact, NamespaceFacts, NeighborFacts, PortFacts } from "../topology/index.ts";
import type { NamespaceDocument } from "./document.ts";
import { Intern } from "./intern.ts";
import type { DocumentKey } from "./key.ts";

export interface HostView {
  readonly name: string;
  /** Whether the host has been silent for too long. */
  readonly stale: boolean;
}

interface Merged {
  /** Parts of a version that is not complete yet. */
  pending: Map<number, NamespaceDocument>;
  namespace: NamespaceFacts | null;
  ports: Map<string, PortFacts>;
  neighbors: Map<string, NeighborFacts>;
  parts: number;
}

/**
 * The documents of all hosts, turned into facts about one graph: ids get `HOST/` in front, and a new version of a document gives only
 * what differs from the one before. A version takes effect when all its parts are here, so that a port which moves from one part to
 * another never seems gone.
 */
export class NamespaceMerge {
  readonly #hosts = new Map<string, Map<string, Merged>>();
  readonly #intern = new Intern();

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
      merged = { pending: new Map(), namespace: null, ports: new Map(), neighbors: new Map(), parts: 0 };
      namespaces.set(namespace, merged);
    }
    return merged;
  }

  #adopt(merged: Merged, documents: readonly NamespaceDocument[], host: HostView): Fact[] {
    const facts: Fact[] = [];
    const namespace = documents.find((each) => each.namespace !== null)?.namespace;
    if (!namespace) return [];
    const next = this.#intern.all(namespaceAt(host, namespace));
    if (!same(merged.namespace, next)) {
      merged.namespace = next;
      facts.push({ kind: "namespace", facts: next });
    }
    const hostId = shortId(host.name);
    const ports = new Map(
      documents
        .flatMap((each) => each.ports)
        .map((port) => portAt(host.name, port))
        .map((port) => [port.id, port]),
    );
    const neighbors = new Map(
      documents
        .flatMap((each) => each.neighbors)
        .map((neighbor) => neighborAt(host.name, hostId, neighbor))
        .map((neighbor) => [neighbor.id, neighbor]),
    );
    for (const [id, neighbor] of merged.neighbors)
      if (!neighbors.has(id))
        facts.push({ kind: "neighbor-gone", id, port: neighbor.port, reason: ports.has(neighbor.port) ? "changed" : "interface-gone" });
    for (const id of merged.ports.keys()) if (!ports.has(id)) facts.push({ kind: "port-gone", id, reason: "interface-gone" });
    merged.ports = this.#update(merged.ports, ports, (port) => facts.push({ kind: "port", facts: port }));
    merged.neighbors = this.#update(merged.neighbors, neighbors, (neighbor, known) =>
      facts.push({ kind: "neighbor", facts: neighbor, reason: known ? "changed" : "new" }),
    );
    return facts;
  }

  // Keeps the object that is held already where nothing differs: the graph holds the same one.
  #update<T extends object>(held: ReadonlyMap<string, T>, next: ReadonlyMap<string, T>, changed: (value: T, known: boolean) => void): Map<string, T> {
    const result = new Map<string, T>();
    for (const [id, value] of next) {
      const before = held.get(id);
      if (before !== undefined && same(before, value)) {
        result.set(id, before);
        continue;
      }
      const kept = this.#intern.all(value);
      result.set(id, kept);
      changed(kept, before !== undefined);
    }
    return result;
  }
}

// Both sides come from JSON with the same order of fields, or from our own spreads of it.
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function farewell(merged: Merged): Fact[] {
  return [
    ...[...merged.neighbors.values()].map(
      (neighbor): Fact => ({ kind: "neighbor-gone", id: neighbor.id, port: neighbor.port, reason: "namespace-gone" }),
    ),
    ...[...merged.ports.keys()].map((id): Fact => ({ kind: "port-gone", id, reason: "namespace-gone" })),
    ...(merged.namespace === null ? [] : [{ kind: "namespace-gone", id: merged.namespace.id } satisfies Fact]),
  ];
}

const at = (host: string, id: string | null): string | null => (id === null ? null : `${host}/${id}`);

function namespaceAt(host: HostView, facts: NamespaceFacts): NamespaceFacts {
  return { ...facts, id: `${host.name}/${facts.id}`, host: host.name, state: host.stale ? "stale" : facts.state };
}

function portAt(host: string, facts: PortFacts): PortFacts {
  return {
    ...facts,
    id: `${host}/${facts.id}`,
    namespace: `${host}/${facts.namespace}`,
    wiredTo: at(host, facts.wiredTo),
    parent: at(host, facts.parent),
    bridge: facts.bridge === null ? null : { ...facts.bridge, name: `${host}/${facts.bridge.name}` },
  };
}

// The host's own id is a hash already; the host's hash over it keeps ids of different hosts apart without another one for each neighbor.
function neighborAt(host: string, hostId: string, facts: NeighborFacts): NeighborFacts {
  return { ...facts, id: mixed(hostId, facts.id), port: `${host}/${facts.port}`, namespace: `${host}/${facts.namespace}` };
}

/** Two ids of 12 hexadecimal digits, digit by digit by exclusive or. An id of another form stays behind the first. */
function mixed(one: string, other: string): string {
  if (!/^[0-9a-f]{12}$/.test(other)) return shortId(one, other);
  const half = (from: number) =>
    ((Number.parseInt(one.slice(from, from + 6), 16) ^ Number.parseInt(other.slice(from, from + 6), 16)) >>> 0).toString(16).padStart(6, "0");
  return half(0) + half(6);
}

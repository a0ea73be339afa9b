import { alike } from "./diff.ts";
import type { EventReason, NodeDocument, NodeFacts } from "./documents.ts";
import type { Emit, Subject } from "./fold.ts";
import { ownerOf, remoteNodeOf, segmentPrefix } from "./identity.ts";
import type { Model } from "./model.ts";
import { Roster } from "./roster.ts";
import type { SegmentBook } from "./segment-book.ts";

interface Entry {
  readonly facts: NodeFacts;
  document: NodeDocument | null;
  /** The ports may differ from those in the document. */
  stale: boolean;
}

/** What links say of a node. */
interface Ends {
  links: number;
  /** Ports named by links -> how many do. */
  readonly ports: Map<string, number>;
}

/** The nodes of the topology: systems of ours that speak or are linked, remote systems, and segments. */
export class NodeBook {
  readonly roster = new Roster<Entry, NodeDocument>((entry) => this.#documentOf(entry));
  readonly #model: Model;
  readonly #segments: SegmentBook;
  readonly #ends = new Map<string, Ends>();

  constructor(model: Model, segments: SegmentBook) {
    this.#model = model;
    this.#segments = segments;
  }

  /** Counts an end of a link that came (1) or went (-1); `node` is what `ownerOf` said when it came. */
  countEnd(node: string, port: string, by: 1 | -1): void {
    if (node.startsWith(segmentPrefix)) return;
    const ends = this.#ends.get(node) ?? { links: 0, ports: new Map<string, number>() };
    ends.links += by;
    const count = (ends.ports.get(port) ?? 0) + by;
    if (count === 0) ends.ports.delete(port);
    else ends.ports.set(port, count);
    if (ends.links === 0) this.#ends.delete(node);
    else this.#ends.set(node, ends);
    this.#model.touchNode(node, "changed");
  }

  /** The node that an end of a link belongs to. */
  ownerOf(port: string): string {
    if (port.startsWith(segmentPrefix)) return port;
    return this.#model.port(port)?.namespace ?? remoteNodeOf(port) ?? ownerOf(port, (node) => this.#model.namespaces.has(node));
  }

  /** What an event about a link is filed under: its first end that is a port of ours. */
  subjectOf(a: string, b: string): Subject {
    const port = this.#model.port(a) ?? this.#model.port(b);
    return { port: port?.id ?? a, namespace: port?.namespace ?? null, interface: port?.interface ?? null };
  }

  /** Nodes that came or changed. Those that went are kept for `removeGone`, because links go before their nodes. */
  update(changed: Iterable<string>, emit: Emit): void {
    for (const id of changed) {
      const entry = this.roster.get(id);
      const facts = this.#factsOf(id);
      if (!facts) continue;
      if (entry && alike(entry.facts, facts)) {
        entry.stale = true;
        this.roster.touched();
        continue;
      }
      const next: Entry = { facts, document: null, stale: true };
      this.roster.set(id, next);
      const subject = { port: null, namespace: facts.namespace, interface: null };
      if (entry) emit("node-changed", subject, this.#cause(id), entry.facts, facts);
      else emit("node-added", subject, this.#cause(id), null, this.#documentOf(next));
    }
  }

  removeGone(changed: Iterable<string>, emit: Emit): void {
    for (const id of changed) {
      const entry = this.roster.get(id);
      if (!entry || this.#factsOf(id)) continue;
      this.roster.delete(id);
      const reason = this.#cause(id);
      emit(
        "node-removed",
        { port: null, namespace: entry.facts.namespace, interface: null },
        reason === "new" ? "changed" : reason,
        entry.facts,
        null,
      );
    }
  }

  #cause(id: string): EventReason {
    return this.#model.touchedNodes.get(id) ?? "changed";
  }

  /** Null when the node is not part of the topology. */
  #factsOf(id: string): NodeFacts | null {
    if (id.startsWith(segmentPrefix)) return this.#segments.document(id);
    const linked = this.#ends.has(id);
    const namespace = this.#model.namespace(id);
    if (!linked && !(this.#model.watched.get(id) ?? 0)) return null;
    if (namespace) {
      const { name, host, chassis, capabilities } = namespace;
      return { id, kind: "system", name, host, namespace: id, chassisId: chassis, capabilities: capabilities ?? null };
    }
    const remote = this.#model.remotes.spokesman(id);
    if (remote) {
      const { systemName, chassisId, capabilities } = remote;
      return { id, kind: "remote", name: systemName || chassisId.value, host: null, namespace: null, chassisId, capabilities };
    }
    const ours = this.#model.namespacePorts.get(id).size > 0;
    return { id, kind: ours ? "system" : "remote", name: id, host: null, namespace: ours ? id : null, chassisId: null, capabilities: null };
  }

  #documentOf(entry: Entry): NodeDocument {
    if (!entry.stale && entry.document) return entry.document;
    const ports = this.#portsOf(entry.facts);
    if (!entry.document || !alike(entry.document.ports, ports)) entry.document = { ...entry.facts, ports };
    entry.stale = false;
    return entry.document;
  }

  #portsOf({ id, ports }: NodeFacts): readonly string[] {
    if (ports) return ports;
    const own = this.#model.namespacePorts.get(id);
    const named = this.#ends.get(id)?.ports.keys() ?? [];
    return [...new Set([...own, ...named])].sort();
  }
}

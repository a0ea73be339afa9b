import { alike } from "./diff.ts";
import type { NodeDocument, NodeFacts } from "./documents.ts";
import type { Emit, Subject } from "./fold-context.ts";
import { ownerOf, remoteNodeOf, segmentPrefix } from "./identity.ts";
import type { Model } from "./model.ts";
import { Roster } from "./roster.ts";
import type { SegmentBook } from "./segment-book.ts";
import type { EventReason } from "./words.ts";

interface Entry {
  readonly facts: NodeFacts;
  document: NodeDocument | null;
  /** The ports may differ from those in the document. */
  stale: boolean;
  /** Ports of the node that only a plan knows. */
  absent: readonly string[];
}

/** What links say of a node. */
interface Ends {
  links: number;
  /** Ports named by links -> how many do. */
  readonly ports: Map<string, number>;
  /** Those of them that do not exist: a plan asks for them. */
  readonly absent: Set<string>;
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
    const ends = this.#ends.get(node) ?? { links: 0, ports: new Map<string, number>(), absent: new Set<string>() };
    ends.links += by;
    const count = (ends.ports.get(port) ?? 0) + by;
    if (count === 0) ends.ports.delete(port);
    else ends.ports.set(port, count);
    noteAbsence(ends, port, this.#model.port(port) !== undefined);
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

  /** Links of all ports of a node, the absent ones too. */
  portsNamedBy(node: string): Iterable<string> {
    return this.#ends.get(node)?.ports.keys() ?? [];
  }

  /** A port came or went: links may name it either way. */
  portCameOrWent(port: string): void {
    const ends = this.#ends.get(this.ownerOf(port));
    if (ends) noteAbsence(ends, port, this.#model.port(port) !== undefined);
  }

  /** Nodes that came or changed. Those that went are kept for `removeGone`, because links go before their nodes. */
  update(changed: Iterable<string>, emit: Emit): void {
    for (const id of changed) {
      const entry = this.roster.get(id);
      const facts = this.#factsOf(id);
      if (!facts) continue;
      const absent = id.startsWith("~") ? [] : [...(this.#ends.get(id)?.absent ?? [])];
      const retold = entry !== undefined && this.#portsNeedTelling(entry, absent);
      if (entry && !retold && alike(entry.facts, facts)) {
        Object.assign(entry, { stale: true, absent });
        this.roster.touched();
        continue;
      }
      const next: Entry = { facts, document: entry?.document ?? null, stale: true, absent };
      this.roster.set(id, next);
      const subject = { port: null, namespace: facts.namespace, interface: null };
      if (entry) emit("node-changed", subject, this.#cause(id), entry.facts, retold ? this.#documentOf(next) : facts);
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

  /** Whether port events alone would not tell which ports the node has now. */
  #portsNeedTelling(entry: Entry, absent: readonly string[]): boolean {
    const gained = absent.some((port) => !entry.absent.includes(port));
    return gained || entry.absent.some((port) => !absent.includes(port) && !this.#model.port(port));
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
    // Not by spreading: V8 gives each object that begins with a copy and grows a shape of its own.
    const document = Object.assign({}, entry.facts, { ports });
    if (!entry.document || !alike(entry.document, document)) entry.document = document;
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

function noteAbsence(ends: Ends, port: string, exists: boolean): void {
  if (ends.ports.has(port) && !exists) ends.absent.add(port);
  else ends.absent.delete(port);
}

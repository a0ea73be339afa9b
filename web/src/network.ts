import type { EventDocument, LinkDocument, NodeDocument, NodeFacts, PortDocument, TopologyDocument } from "../../src/topology/documents.ts";

const sequenceOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1));

/** The graph as the page knows it: one topology, moved forward by events. */
export class Network {
  epoch = "";
  revision = 0;
  generatedAt = "";
  /** Events applied since the page was opened, and numbers that did not follow the one before. */
  applied = 0;
  missed = 0;
  readonly nodes = new Map<string, NodeDocument>();
  readonly links = new Map<string, LinkDocument>();
  readonly #ownerOf = new Map<string, string>();

  /** Takes the place of everything. */
  load(topology: TopologyDocument): void {
    this.epoch = topology.epoch;
    this.revision = topology.revision;
    this.generatedAt = topology.generatedAt;
    this.nodes.clear();
    this.links.clear();
    this.#ownerOf.clear();
    for (const node of topology.nodes) this.#setNode(node);
    for (const link of topology.links) this.links.set(link.id, link);
  }

  /** Applies events in order; those up to the present revision are known already. Returns whether anything changed. */
  apply(events: readonly EventDocument[]): boolean {
    const before = this.revision;
    for (const event of events) {
      const sequence = sequenceOf(event.id);
      if (sequence <= this.revision) continue;
      this.missed += sequence - this.revision - 1;
      this.applied++;
      this.revision = sequence;
      this.generatedAt = event.time;
      this.#one(event);
    }
    return this.revision !== before;
  }

  /** The node that an end of a link belongs to: its owner, a segment by itself, a remote system by the name in front of the interface. */
  nodeOf(end: string): string | null {
    const owner = this.#ownerOf.get(end);
    if (owner !== undefined) return owner;
    if (this.nodes.has(end)) return end;
    // What a stranger sends as its port id may hold colons; the id of a remote system never does.
    const name = end.slice(0, Math.max(0, end.startsWith("~") ? end.indexOf(":") : end.lastIndexOf(":")));
    return this.nodes.has(name) ? name : null;
  }

  #one(event: EventDocument): void {
    const [subject] = event.kind.split("-", 1);
    if (subject === "link") exchange(this.links, event.before as LinkDocument | null, event.after as LinkDocument | null);
    else if (subject === "node") this.#node(event.before as NodeFacts | null, event.after as NodeFacts | null);
    else if (subject === "port") this.#port(event.before as PortDocument | null, event.after as PortDocument | null);
  }

  // A system's own ports come as port events; only a segment tells its members in full.
  #node(before: NodeFacts | null, after: NodeFacts | null): void {
    const held = before ? (this.nodes.get(before.id)?.ports ?? []) : [];
    if (before) this.nodes.delete(before.id);
    if (after) this.#setNode({ ...after, ports: after.ports ?? held });
  }

  #port(before: PortDocument | null, after: PortDocument | null): void {
    const port = after ?? before;
    const node = port ? this.nodes.get(port.namespace) : undefined;
    if (!port || !node || (before !== null && after !== null)) return;
    if (after === null) this.#ownerOf.delete(port.id);
    const others = node.ports.filter((id) => id !== port.id);
    this.#setNode({ ...node, ports: after === null ? others : [...others, port.id].sort() });
  }

  #setNode(node: NodeDocument): void {
    this.nodes.set(node.id, node);
    // A port on a segment keeps its system as its owner.
    if (node.kind !== "segment") for (const port of node.ports) this.#ownerOf.set(port, node.id);
  }
}

function exchange<T extends { readonly id: string }>(map: Map<string, T>, before: T | null, after: T | null): void {
  if (before) map.delete(before.id);
  if (after) map.set(after.id, after);
}

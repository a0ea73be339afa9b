import type { EventDocument, LinkDocument, NodeDocument, TopologyDocument } from "../../src/topology/documents.ts";

const sequenceOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1));

/** The graph as the page knows it: one topology, moved forward by events. */
export class Network {
  epoch = "";
  revision = 0;
  generatedAt = "";
  readonly nodes = new Map<string, NodeDocument>();
  readonly links = new Map<string, LinkDocument>();
  readonly #nodeOfPort = new Map<string, string>();

  /** Takes the place of everything. */
  load(topology: TopologyDocument): void {
    this.epoch = topology.epoch;
    this.revision = topology.revision;
    this.generatedAt = topology.generatedAt;
    this.nodes.clear();
    this.links.clear();
    this.#nodeOfPort.clear();
    for (const node of topology.nodes) this.#add(node);
    for (const link of topology.links) this.links.set(link.id, link);
  }

  /**
   * Applies events in order; those up to the present revision are known already. Returns whether nodes may have changed as well: links
   * travel as events, nodes must be read again.
   */
  apply(events: readonly EventDocument[]): { readonly changed: boolean; readonly nodesChanged: boolean } {
    let nodesChanged = false;
    let changed = false;
    for (const event of events) {
      const sequence = sequenceOf(event.id);
      if (sequence <= this.revision) continue;
      this.revision = sequence;
      this.generatedAt = event.time;
      changed = true;
      nodesChanged = this.#one(event) || nodesChanged;
    }
    return { changed, nodesChanged };
  }

  nodeOf(port: string): string | null {
    return this.#nodeOfPort.get(port) ?? null;
  }

  #one(event: EventDocument): boolean {
    const link = (event.after ?? event.before) as LinkDocument | null;
    switch (event.kind) {
      case "link-added":
      case "link-changed":
        if (link) this.links.set(link.id, link);
        return link !== null && (this.nodeOf(link.a) === null || this.nodeOf(link.b) === null);
      case "link-removed":
        if (link) this.links.delete(link.id);
        return true;
      case "port-changed":
      case "neighbor-changed":
        return false;
      default:
        return true;
    }
  }

  #add(node: NodeDocument): void {
    this.nodes.set(node.id, node);
    for (const port of node.ports) this.#nodeOfPort.set(port, node.id);
  }
}

import type { LinkDocument, NodeDocument, TopologyDocument } from "../topology/index.ts";

/** How the nodes changed between two moments. Links travel as events; nodes have none, so their difference is kept beside. */
export interface NodeDelta {
  readonly upserted: readonly NodeDocument[];
  readonly removed: readonly string[];
}

/** The difference between two sorted node lists of one graph. Unchanged nodes are the same objects, so the cost is a comparison of references. */
export function nodeDelta(before: readonly NodeDocument[], after: readonly NodeDocument[]): NodeDelta | null {
  if (before === after) return null;
  const known = new Map(before.map((node) => [node.id, node]));
  const upserted = after.filter((node) => {
    const same = known.get(node.id) === node;
    known.delete(node.id);
    return !same;
  });
  // What is left in `known` was not met in `after`.
  const removed = [...known.keys()];
  return upserted.length + removed.length === 0 ? null : { upserted, removed };
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** A topology moved forward by what changed of its links and nodes. */
export class Replay {
  readonly #links: Map<string, LinkDocument>;
  readonly #nodes: Map<string, NodeDocument>;
  readonly #epoch: string;
  #revision: number;
  #generatedAt: string;

  constructor(start: TopologyDocument) {
    this.#links = new Map(start.links.map((link) => [link.id, link]));
    this.#nodes = new Map(start.nodes.map((node) => [node.id, node]));
    this.#epoch = start.epoch;
    this.#revision = start.revision;
    this.#generatedAt = start.generatedAt;
  }

  /** The link as it then was, or null when it was no more. */
  link(id: string, link: LinkDocument | null): void {
    if (link === null) this.#links.delete(id);
    else this.#links.set(id, link);
  }

  moveTo(revision: number, time: string): void {
    this.#revision = revision;
    this.#generatedAt = time;
  }

  nodes(delta: NodeDelta): void {
    for (const id of delta.removed) this.#nodes.delete(id);
    for (const node of delta.upserted) this.#nodes.set(node.id, node);
  }

  topology(): TopologyDocument {
    return {
      schema: 1,
      epoch: this.#epoch,
      revision: this.#revision,
      generatedAt: this.#generatedAt,
      nodes: [...this.#nodes.values()].sort(byId),
      links: [...this.#links.values()].sort(byId),
    };
  }
}

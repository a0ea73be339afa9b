import { Signal } from "../../src/base/index.ts";
import type { EventDocument, GraphView, LinkDocument, NodeDocument, TopologyDocument } from "../../src/topology/index.ts";

/** A graph of so many links whose verdicts can be changed: the part of GraphView that the history reads. */
export class ChangingGraph {
  readonly epoch: string;
  readonly changes = new Signal<readonly EventDocument[]>();
  revision = 0;
  changedAt = new Date(Date.UTC(2026, 0, 1)).toISOString();
  #nodes: readonly NodeDocument[] = [];
  #links = new Map<string, LinkDocument>();

  constructor(epoch = "e1") {
    this.epoch = epoch;
  }

  get view(): GraphView {
    return this as unknown as GraphView;
  }

  topology(): TopologyDocument {
    const links = [...this.#links.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return { schema: 1, epoch: this.epoch, revision: this.revision, generatedAt: this.changedAt, nodes: this.#nodes, links };
  }

  /** Adds a system and a link from it to the system before it. */
  grow(index: number): void {
    const node: NodeDocument = {
      id: `n${index}`,
      kind: "system",
      name: `n${index}`,
      host: "h",
      namespace: `n${index}`,
      chassisId: null,
      capabilities: null,
      ports: [],
    };
    this.#nodes = [...this.#nodes, node].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#emit("node-added", null, node);
    this.#emit("link-added", null, linkOf(index, "ok", this.changedAt));
  }

  /** Changes the verdict of the link. */
  flip(index: number): void {
    const before = this.#links.get(linkId(index)) as LinkDocument;
    this.#emit("link-changed", before, { ...before, verdict: before.verdict === "ok" ? "down" : "ok" });
  }

  /** Takes the system and its link away. */
  shrink(index: number): void {
    const node = this.#nodes.find(({ id }) => id === `n${index}`) as NodeDocument;
    this.#nodes = this.#nodes.filter((each) => each !== node);
    this.#emit("node-removed", node, null);
    this.#emit("link-removed", this.#links.get(linkId(index)) as LinkDocument, null);
  }

  #emit(kind: EventDocument["kind"], before: LinkDocument | NodeDocument | null, after: LinkDocument | NodeDocument | null): void {
    this.revision++;
    this.changedAt = new Date(Date.UTC(2026, 0, 1) + 1000 * this.revision).toISOString();
    if (kind.startsWith("link-")) {
      if (after) this.#links.set(after.id, after as LinkDocument);
      else if (before) this.#links.delete(before.id);
    }
    const reason = kind.endsWith("-added") ? "new" : "changed";
    this.changes.emit([
      { id: `${this.epoch}-${this.revision}`, time: this.changedAt, kind, port: null, namespace: null, interface: null, reason, before, after },
    ]);
  }
}

const linkId = (index: number) => `n${index - 1}:eth1--n${index}:eth0`;

function linkOf(index: number, verdict: LinkDocument["verdict"], since: string): LinkDocument {
  const [a, b] = [`n${index - 1}:eth1`, `n${index}:eth0`];
  return {
    id: linkId(index),
    a,
    b,
    planned: null,
    wired: true,
    observed: { aToB: true, bToA: true },
    verdict,
    reason: null,
    fix: null,
    warnings: [],
    flaps: 0,
    since,
  };
}

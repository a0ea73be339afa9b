import type { EventDocument, LinkDocument, NamespaceDocument, NeighborFacts, PortView } from "../../topology/index.ts";

/** A copy of the daemon's state that its events keep up to date. */
export class NetworkCopy {
  readonly namespaces = new Map<string, NamespaceDocument>();
  readonly ports = new Map<string, PortView>();
  readonly neighbors = new Map<string, NeighborFacts>();
  readonly links = new Map<string, LinkDocument>();
  /** Grows with each change: what is derived from the copy may be kept until it differs. */
  version = 0;

  /** Takes one change. Applying events again that the copy already has, in order, ends in the same state. */
  apply(event: EventDocument): void {
    this.version += 1;
    const map = this.#mapOf(event.kind);
    if (!map) return;
    const before = event.before as { readonly id: string } | null;
    const after = event.after as { readonly id: string } | null;
    if (before && before.id !== after?.id) map.delete(before.id);
    if (after) map.set(after.id, after);
  }

  #mapOf(kind: EventDocument["kind"]): Map<string, unknown> | null {
    if (kind.startsWith("port-")) return this.ports;
    if (kind.startsWith("neighbor-")) return this.neighbors;
    if (kind.startsWith("link-")) return this.links;
    if (kind.startsWith("namespace-")) return this.namespaces;
    return null;
  }
}

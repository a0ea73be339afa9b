import type { EventDocument, LinkDocument, NamespaceDocument, NeighborFacts, PortView } from "../../topology/index.ts";

interface Documents {
  readonly namespace: NamespaceDocument;
  readonly port: PortView;
  readonly neighbor: NeighborFacts;
  readonly link: LinkDocument;
}
type Subject = keyof Documents;
type Grouped<T> = Map<string, Map<string, T>>;

/** A copy of the daemon's state that its events keep up to date, with what belongs to each port at hand. */
export class NetworkCopy {
  readonly namespaces: ReadonlyMap<string, NamespaceDocument>;
  readonly ports: ReadonlyMap<string, PortView>;
  readonly neighbors: ReadonlyMap<string, NeighborFacts>;
  readonly links: ReadonlyMap<string, LinkDocument>;
  /** Grows with each change: what is derived from the copy may be kept until it differs. */
  version = 0;
  readonly #documents: { readonly [S in Subject]: Map<string, Documents[S]> } = {
    namespace: new Map(),
    port: new Map(),
    neighbor: new Map(),
    link: new Map(),
  };
  readonly #neighborsOf: Grouped<NeighborFacts> = new Map();
  readonly #linksOf: Grouped<LinkDocument> = new Map();
  #touched = new Set<string>();

  constructor() {
    this.namespaces = this.#documents.namespace;
    this.ports = this.#documents.port;
    this.neighbors = this.#documents.neighbor;
    this.links = this.#documents.link;
  }

  /** Takes one change. Applying events again that the copy already has, in order, ends in the same state. */
  apply(event: EventDocument): void {
    this.version += 1;
    const subject = event.kind.slice(0, event.kind.indexOf("-")) as Subject | "node";
    if (subject === "node") return;
    const before = event.before as Documents[Subject] | null;
    const after = event.after as Documents[Subject] | null;
    if (before && before.id !== after?.id) this.#remove(subject, before.id);
    if (after) this.add(subject, after);
  }

  /** Adds a document, or puts it in place of the one with its id. */
  add<S extends Subject>(subject: S, document: Documents[S]): void {
    this.#remove(subject, document.id);
    (this.#documents[subject] as Map<string, Documents[S]>).set(document.id, document);
    if (subject === "port") this.#touched.add(document.id);
    if (subject === "neighbor") this.#attach(this.#neighborsOf, (document as NeighborFacts).port, document as NeighborFacts);
    if (subject === "link") for (const end of ends(document as LinkDocument)) this.#attach(this.#linksOf, end, document as LinkDocument);
  }

  neighborsOf(port: string): readonly NeighborFacts[] {
    return [...(this.#neighborsOf.get(port)?.values() ?? [])];
  }

  linksOf(port: string): readonly LinkDocument[] {
    return [...(this.#linksOf.get(port)?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Ports that something changed at since the last call: the port itself, a neighbor, a link. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  #remove(subject: Subject, id: string): void {
    const document = this.#documents[subject].get(id);
    if (!document) return;
    this.#documents[subject].delete(id);
    if (subject === "port") this.#touched.add(id);
    if (subject === "neighbor") this.#detach(this.#neighborsOf, (document as NeighborFacts).port, id);
    if (subject === "link") for (const end of ends(document as LinkDocument)) this.#detach(this.#linksOf, end, id);
  }

  #attach<T extends { readonly id: string }>(groups: Grouped<T>, port: string, document: T): void {
    this.#touched.add(port);
    const group = groups.get(port);
    if (group) group.set(document.id, document);
    else groups.set(port, new Map([[document.id, document]]));
  }

  #detach<T>(groups: Grouped<T>, port: string, id: string): void {
    this.#touched.add(port);
    const group = groups.get(port);
    group?.delete(id);
    if (group?.size === 0) groups.delete(port);
  }
}

function ends({ a, b }: LinkDocument): readonly string[] {
  return a === b ? [a] : [a, b];
}

import type { NeighborFacts, PortCounters, PortView } from "../topology/index.ts";

interface Live {
  counters(port: string): PortCounters | null;
  expiresAt(neighbor: string): string | null;
}

/**
 * JSON text of documents. What stands still is serialized once for as long as the graph keeps the same object, whatever else
 * changes; live numbers are joined at the end of the line.
 */
export class DocumentText {
  readonly #live: Live;
  readonly #changedAt: () => string;
  readonly #texts = new WeakMap<object, string>();

  constructor(live: Live, changedAt: () => string) {
    this.#live = live;
    this.#changedAt = changedAt;
  }

  of(document: object): string {
    let text = this.#texts.get(document);
    if (text === undefined) {
      text = JSON.stringify(document);
      this.#texts.set(document, text);
    }
    return text;
  }

  port(port: PortView): string {
    return `${this.of(port).slice(0, -1)},"counters":${JSON.stringify(this.#live.counters(port.id))}}`;
  }

  neighbor(neighbor: NeighborFacts): string {
    return `${this.of(neighbor).slice(0, -1)},"expiresAt":${JSON.stringify(this.#expiresAt(neighbor.id))}}`;
  }

  /** Only some fields of a document, in the order of the document. */
  some(document: object, live: Readonly<Record<string, unknown>>, fields: readonly string[]): string {
    const entries = Object.entries({ ...document, ...live }).filter(([name]) => fields.includes(name));
    return JSON.stringify(Object.fromEntries(entries));
  }

  livePort(port: PortView): { readonly counters: PortCounters | null } {
    return { counters: this.#live.counters(port.id) };
  }

  liveNeighbor(neighbor: NeighborFacts): { readonly expiresAt: string } {
    return { expiresAt: this.#expiresAt(neighbor.id) };
  }

  // A neighbor that went this very moment expired at the last change.
  #expiresAt(neighbor: string): string {
    return this.#live.expiresAt(neighbor) ?? this.#changedAt();
  }
}

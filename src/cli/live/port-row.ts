import { printable } from "../../base/index.ts";
import {
  type LinkDocument,
  type NeighborFacts,
  type PortState,
  type PortView,
  type Reason,
  standingOf,
  type Verdict,
  type Warning,
} from "../../topology/index.ts";
import type { NetworkCopy } from "../client/network-copy.ts";
import { neighborName, neighborPort } from "../render/identity.ts";

/** One line of the live table. Every text is safe for a terminal. */
export interface PortRow {
  readonly id: string;
  readonly label: string;
  readonly namespace: string;
  /** Machine at a collector; empty on one machine. */
  readonly host: string;
  readonly state: PortState;
  readonly neighbor: string;
  readonly itsPort: string;
  /** Neighbors beyond the one that is shown. */
  readonly more: number;
  readonly verdict: Verdict | null;
  readonly reason: Reason | null;
  readonly warnings: readonly Warning[];
  /** Milliseconds since 1970 of the last change of the port, its neighbor or the verdict on its link. */
  readonly changed: number;
  /** What the filter searches, in lower case. */
  readonly haystack: string;
  /** Sorts as the port id does. */
  readonly order: string;
  /** Sorts as the neighbor and its port do; rows without a neighbor stand last. */
  readonly neighborOrder: string;
}

/** Makes the rows of a copy, and only those again that something changed at. */
export class RowMaker {
  #copy: NetworkCopy | null = null;
  #byId = new Map<string, PortRow>();
  #order: readonly PortRow[] = [];

  /** In the order of the port ids. */
  rows(copy: NetworkCopy): readonly PortRow[] {
    const touched = copy.takeTouched();
    const fresh = copy !== this.#copy;
    if (fresh) this.#byId = new Map();
    this.#copy = copy;
    let moved = fresh;
    for (const id of fresh ? copy.ports.keys() : touched) {
      const port = copy.ports.get(id);
      if (!port) moved = this.#byId.delete(id) || moved;
      else {
        moved ||= !this.#byId.has(id);
        this.#byId.set(id, rowOf(port, copy.neighborsOf(id), copy.linksOf(id)));
      }
    }
    this.#order = moved ? [...this.#byId.values()].sort(byOrder) : this.#order.map((row) => this.#byId.get(row.id) as PortRow);
    return this.#order;
  }

  /** The row as it was made last. */
  row(id: string): PortRow | undefined {
    return this.#byId.get(id);
  }
}

/** Orders rows by their port ids, numbers inside names as numbers: eth2 stands before eth10. */
export function byOrder(a: PortRow, b: PortRow): number {
  return compareKeys(a.order, b.order);
}

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A text whose code units sort as people count. */
export function sortKey(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(10, "0"));
}

function rowOf(port: PortView, neighbors: readonly NeighborFacts[], links: readonly LinkDocument[]): PortRow {
  const [first] = neighbors;
  const slash = port.namespace.indexOf("/");
  const label = printable(port.id, 120);
  const neighbor = first ? neighborName(first) : "";
  const itsPort = first ? neighborPort(first) : "";
  const changed = Math.max(...[port.lastChange, ...[...neighbors, ...links].map(lastChange)].map((time) => Date.parse(time)));
  // What a change of a link means for its ports is in no event of the ports.
  const { verdict, reason, warnings } = standingOf(links);
  return {
    id: port.id,
    label,
    namespace: printable(port.namespace, 120),
    host: slash < 0 ? "" : printable(port.namespace.slice(0, slash), 80),
    state: port.state,
    neighbor,
    itsPort,
    more: Math.max(0, neighbors.length - 1),
    verdict,
    reason,
    warnings,
    changed,
    haystack: [label, port.state, neighbor, itsPort, verdict ?? "", reason ?? "", ...warnings].join(" ").toLowerCase(),
    order: sortKey(label),
    neighborOrder: neighbor === "" ? "\uffff" : sortKey(`${neighbor} ${itsPort}`),
  };
}

function lastChange(document: NeighborFacts | LinkDocument): string {
  return "lastChange" in document ? document.lastChange : document.since;
}

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
}

interface Kept {
  readonly port: PortView;
  readonly neighbors: readonly NeighborFacts[];
  readonly links: readonly LinkDocument[];
  readonly row: PortRow;
}

/** Makes the rows of a copy; a row is made again only when its port, its neighbors or its links are other values than before. */
export class RowMaker {
  #kept = new Map<string, Kept>();

  /** In the order of the port ids. */
  rows(copy: NetworkCopy): readonly PortRow[] {
    const neighborsOf = grouped(copy.neighbors.values(), (neighbor) => [neighbor.port]);
    const linksOf = grouped(copy.links.values(), ({ a, b }) => (a === b ? [a] : [a, b]));
    const kept = new Map<string, Kept>();
    for (const port of copy.ports.values()) {
      const neighbors = neighborsOf.get(port.id) ?? [];
      const links = linksOf.get(port.id) ?? [];
      const before = this.#kept.get(port.id);
      const same = before?.port === port && sameItems(before.neighbors, neighbors) && sameItems(before.links, links);
      kept.set(port.id, same ? before : { port, neighbors, links, row: rowOf(port, neighbors, links) });
    }
    this.#kept = kept;
    return [...kept.values()].map(({ row }) => row).sort((a, b) => compareText(a.id, b.id));
  }
}

function grouped<T>(values: Iterable<T>, keysOf: (value: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  }
  return groups;
}

/** Numbers inside names count as numbers: eth2 stands before eth10. */
const collator = new Intl.Collator("en", { numeric: true });

export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
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
  };
}

function lastChange(document: NeighborFacts | LinkDocument): string {
  return "lastChange" in document ? document.lastChange : document.since;
}

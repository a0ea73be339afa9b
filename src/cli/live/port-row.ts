import { printable } from "../../base/index.ts";
import type { NeighborFacts, PortState, PortView, Reason, Verdict, Warning } from "../../topology/index.ts";
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
  /** Milliseconds since 1970 of the last change of the port or of its neighbor. */
  readonly changed: number;
  /** What the filter searches, in lower case. */
  readonly haystack: string;
}

interface Kept {
  readonly port: PortView;
  readonly neighbors: readonly NeighborFacts[];
  readonly row: PortRow;
}

/** Makes the rows of a copy; a row is made again only when its port or its neighbors are other values than before. */
export class RowMaker {
  #kept = new Map<string, Kept>();

  /** In the order of the port ids. */
  rows(copy: NetworkCopy): readonly PortRow[] {
    const byPort = new Map<string, NeighborFacts[]>();
    for (const neighbor of copy.neighbors.values()) {
      const list = byPort.get(neighbor.port);
      if (list) list.push(neighbor);
      else byPort.set(neighbor.port, [neighbor]);
    }
    const kept = new Map<string, Kept>();
    for (const port of copy.ports.values()) {
      const neighbors = byPort.get(port.id) ?? [];
      const before = this.#kept.get(port.id);
      kept.set(port.id, before?.port === port && sameItems(before.neighbors, neighbors) ? before : { port, neighbors, row: rowOf(port, neighbors) });
    }
    this.#kept = kept;
    return [...kept.values()].map(({ row }) => row).sort((a, b) => compareText(a.id, b.id));
  }
}

/** Numbers inside names count as numbers: eth2 stands before eth10. */
const collator = new Intl.Collator("en", { numeric: true });

export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function rowOf(port: PortView, neighbors: readonly NeighborFacts[]): PortRow {
  const [first] = neighbors;
  const slash = port.namespace.indexOf("/");
  const label = printable(port.id, 120);
  const neighbor = first ? neighborName(first) : "";
  const itsPort = first ? neighborPort(first) : "";
  const changed = Math.max(...[port.lastChange, ...neighbors.map((each) => each.lastChange)].map((time) => Date.parse(time)));
  return {
    id: port.id,
    label,
    namespace: printable(port.namespace, 120),
    host: slash < 0 ? "" : printable(port.namespace.slice(0, slash), 80),
    state: port.state,
    neighbor,
    itsPort,
    more: Math.max(0, neighbors.length - 1),
    verdict: port.verdict,
    reason: port.reason,
    warnings: port.warnings,
    changed,
    haystack: [label, port.state, neighbor, itsPort, port.verdict ?? "", port.reason ?? "", ...port.warnings].join(" ").toLowerCase(),
  };
}

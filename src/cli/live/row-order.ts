import { verdicts } from "../../topology/index.ts";
import { groupings, sortKeys } from "../catalog/terminal.ts";
import { byOrder, compareKeys, type PortRow, sortKey } from "./port-row.ts";

export type SortKey = (typeof sortKeys)[number];
export type Grouping = (typeof groupings)[number];
export { groupings, sortKeys };

/** How rows are chosen and ordered. */
export interface RowOrder {
  readonly filter: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly grouping: Grouping;
  /** Names of the groups of which only the head is shown. */
  readonly collapsed: ReadonlySet<string>;
}

/** A line of the table: a row, or the head of a group. */
export type TableLine =
  | { readonly kind: "row"; readonly row: PortRow }
  | { readonly kind: "group"; readonly name: string; readonly rows: readonly PortRow[]; readonly collapsed: boolean };

/** What the bar stands on: the id of a port, or of the head of a group that is collapsed. Null for a line that it passes over. */
export function lineId(line: TableLine | undefined): string | null {
  if (line?.kind === "row") return line.row.id;
  return line?.collapsed ? groupId(line.name) : null;
}

/** No port id begins like that. */
export function groupId(name: string): string {
  return `\u0000${name}`;
}

export function groupOf(row: PortRow, grouping: Grouping): string {
  return grouping === "host" ? row.host || "this machine" : row.namespace;
}

/** Whether a row passes the filter: every word is found in it, and no word that has `!` in front. */
export function filterOf(text: string): (row: PortRow) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "" && word !== "!");
  const [no, yes] = [words.filter((word) => word.startsWith("!")).map((word) => word.slice(1)), words.filter((word) => !word.startsWith("!"))];
  return ({ haystack }) => yes.every((word) => haystack.includes(word)) && !no.some((word) => haystack.includes(word));
}

/** Chooses, orders and groups. `changes` counts the changes of a port in the last minute. `rows` come in the order of their ids. */
export function tableLines(rows: readonly PortRow[], order: RowOrder, changes: (port: string) => number): readonly TableLine[] {
  const chosen = order.filter === "" ? [...rows] : rows.filter(filterOf(order.filter));
  if (order.sort !== "port") chosen.sort(comparison(order.sort, changes));
  if (order.descending) chosen.reverse();
  if (order.grouping === "none") return chosen.map((row) => ({ kind: "row", row }));
  const groups = new Map<string, PortRow[]>();
  for (const row of chosen) {
    const name = groupOf(row, order.grouping);
    const members = groups.get(name);
    if (members) members.push(row);
    else groups.set(name, [row]);
  }
  return [...groups]
    .sort(([a], [b]) => compareKeys(sortKey(a), sortKey(b)))
    .flatMap(([name, members]): TableLine[] => {
      const collapsed = order.collapsed.has(name);
      return [{ kind: "group", name, rows: members, collapsed }, ...(collapsed ? [] : members.map((row) => ({ kind: "row", row }) as const))];
    });
}

const stateOrder: Readonly<Record<string, number>> = { absent: 0, down: 1, "no-carrier": 2, up: 3 };
/** What needs a look stands first. */
const verdictOrder: ReadonlyMap<string | null, number> = new Map(
  [...[...verdicts].filter((verdict) => verdict !== "ok"), "ok", null].map((verdict, index) => [verdict, index]),
);

function comparison(sort: SortKey, changes: (port: string) => number): (a: PortRow, b: PortRow) => number {
  const first = firstComparison(sort, changes);
  return (a, b) => first(a, b) || byOrder(a, b);
}

function firstComparison(sort: SortKey, changes: (port: string) => number): (a: PortRow, b: PortRow) => number {
  switch (sort) {
    case "state":
      return (a, b) => (stateOrder[a.state] ?? 9) - (stateOrder[b.state] ?? 9);
    case "neighbor":
      return (a, b) => compareKeys(a.neighborOrder, b.neighborOrder);
    case "verdict":
      return (a, b) => (verdictOrder.get(a.verdict) ?? 99) - (verdictOrder.get(b.verdict) ?? 99);
    case "age":
      return (a, b) => b.changed - a.changed;
    case "rate":
      return (a, b) => changes(b.id) - changes(a.id);
    case "port":
      return () => 0;
  }
}

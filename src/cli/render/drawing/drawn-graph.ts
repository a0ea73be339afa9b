import { printable } from "../../../base/index.ts";
import { type LinkDocument, type NodeDocument, type Verdict, verdicts } from "../../../topology/index.ts";
import { splitPort } from "../../port-id.ts";
import { clip } from "../text-width.ts";
import type { TreeSource } from "../topology-tree.ts";

/** A box of the drawing: a node, or several that are drawn as one. */
export interface DrawnNode {
  readonly id: string;
  readonly label: string;
  readonly kind: NodeDocument["kind"];
  /** Layer in which it stood before boxes were gathered; null when that is not known. */
  readonly depth: number | null;
}

/** A line of the drawing: one link, or all links between two boxes that stand for several nodes. */
export interface DrawnEdge {
  readonly a: string;
  readonly b: string;
  /** The worst of its links. */
  readonly verdict: Verdict;
  /** Two short texts beside the line, as seen from `a`: names of the ports, or what stands for many links. */
  readonly notes: readonly [string, string];
  readonly verdicts: readonly Verdict[];
  /** Stands for all links between two boxes: its notes are the same from both ends. */
  readonly bundle: boolean;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

const widestLabel = 26;

/** One box for each node, one line for each link between two of them. Texts are safe for a terminal. */
export function drawnGraph({ nodes, links }: TreeSource): DrawnGraph {
  const known = new Set(nodes.map(({ id }) => id));
  const edges = links.flatMap((link): DrawnEdge[] => {
    const [a, b] = [end(link.a, known), end(link.b, known)];
    if (a === null || b === null || a.node === b.node) return [];
    return [{ a: a.node, b: b.node, verdict: link.verdict, notes: [a.port, b.port], verdicts: [link.verdict], bundle: false }];
  });
  // A segment that no link leads to is shared by ports that stand here with cables of their own.
  const shown = new Set(edges.flatMap(({ a, b }) => [a, b]));
  const drawn = nodes.filter(({ id, kind }) => kind !== "segment" || shown.has(id));
  return { nodes: drawn.map(({ id, name, kind }) => ({ id, kind, label: clip(printable(name, 60), widestLabel), depth: null })), edges };
}

function end(id: LinkDocument["a"], known: ReadonlySet<string>): { readonly node: string; readonly port: string } | null {
  if (known.has(id)) return { node: id, port: "" };
  const { node, name } = splitPort(id);
  return known.has(node) ? { node, port: printable(name, 15) } : null;
}

/** The nodes that each node has a line to. */
export function neighborsIn({ nodes, edges }: DrawnGraph): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbors = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const { a, b } of edges) {
    if (a === b) continue;
    neighbors.get(a)?.add(b);
    neighbors.get(b)?.add(a);
  }
  return neighbors;
}

/** Nodes with one and the same neighbor drawn as one box: the servers of a leaf. */
export function gatherEnds(graph: DrawnGraph): DrawnGraph {
  const neighbors = neighborsIn(graph);
  return gather(graph, ({ id, kind }) => {
    const [only, more] = neighbors.get(id) ?? [];
    return only === undefined || more !== undefined || neighbors.get(only)?.size === 1 ? id : `${kind} at ${only}`;
  });
}

/** More boxes than that say nothing any more, and take long to lay out. */
const mostRoles = 100;

/** Nodes that stand alike in the graph drawn as one box: the spines, the leaves, the servers of a fabric. Null when hardly any two stand alike. */
export function gatherRoles(graph: DrawnGraph): DrawnGraph | null {
  const neighbors = neighborsIn(graph);
  let roles = new Map<string, string>(graph.nodes.map(({ id, kind }) => [id, kind]));
  for (let count = 0; new Set(roles.values()).size > count; ) {
    count = new Set(roles.values()).size;
    const described = new Map(
      graph.nodes.map(({ id }) => [id, `${roles.get(id)}(${[...(neighbors.get(id) ?? [])].map((each) => roles.get(each)).sort()})`]),
    );
    const names = new Map([...new Set(described.values())].map((text, index) => [text, String(index)]));
    if (names.size > mostRoles) return null;
    roles = new Map([...described].map(([id, text]) => [id, names.get(text) as string]));
  }
  return gather(graph, ({ id }) => `role ${roles.get(id)}`);
}

function gather(graph: DrawnGraph, groupOf: (node: DrawnNode) => string): DrawnGraph {
  const groups = grouped(graph.nodes, groupOf);
  const home = new Map(graph.nodes.map((node) => [node.id, groupOf(node)]));
  const homeOf = (id: string) => home.get(id) as string;
  const bundles = grouped(graph.edges, ({ a, b }) => JSON.stringify([homeOf(a), homeOf(b)].sort()));
  const inner = new Map<string, DrawnEdge>();
  const edges: DrawnEdge[] = [];
  for (const bundle of bundles.values()) {
    const [first] = bundle as [DrawnEdge];
    const [a, b] = [homeOf(first.a), homeOf(first.b)];
    if (groups.get(a)?.length === 1 && groups.get(b)?.length === 1)
      edges.push(...bundle.map((edge) => ({ ...edge, a: homeOf(edge.a), b: homeOf(edge.b) })));
    else if (a === b) inner.set(a, bundled(a, b, bundle));
    else edges.push(bundled(a, b, bundle));
  }
  const nodes = [...groups].map(([id, members]) => {
    const [{ kind, depth }] = members as [DrawnNode];
    return { id, kind, depth, label: groupLabel(members, inner.get(id)) };
  });
  return { nodes, edges };
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** How many, the first and the last by name, and the links among them. */
function groupLabel(members: readonly DrawnNode[], inner: DrawnEdge | undefined): string {
  const names = members.map(({ label }) => label).sort(new Intl.Collator("en", { numeric: true }).compare);
  if (names.length === 1) return names[0] as string;
  const links = inner === undefined ? "" : ` (${inner.notes.join(", ")})`;
  const [first, last] = [names[0] as string, names.at(-1) as string];
  const stem = first.replace(/\d+$/, "");
  const short = stem === last.replace(/\d+$/, "") ? last.slice(stem.length) : last;
  return `${names.length}: ${first}\u2026${short}${links}`;
}

function bundled(a: string, b: string, bundle: readonly DrawnEdge[]): DrawnEdge {
  const all = bundle.flatMap((edge) => edge.verdicts);
  const worst = worstOf(all);
  const bad = all.filter((verdict) => verdict !== "ok").length;
  const links = all.length === 1 ? "1 link" : `${all.length} links`;
  return { a, b, verdict: worst, notes: [links, bad === 0 ? "all ok" : `${bad} not ok`], verdicts: all, bundle: true };
}

/** The order in which `verdicts` stand is that of the documents; what is no `ok` outweighs what is, and what is known outweighs `unverified`. */
function worstOf(all: readonly Verdict[]): Verdict {
  const weight = (verdict: Verdict) => (verdict === "ok" ? 0 : verdict === "unverified" ? 1 : 2 + verdicts.indexOf(verdict));
  return all.reduce((worst, each) => (weight(each) > weight(worst) ? each : worst), "ok");
}

import type { LinkDocument, NodeDocument } from "../../src/topology/documents.ts";
import type { Verdict } from "../../src/topology/words.ts";
import { shown } from "./words.ts";

/** What is drawn: nodes of four kinds, and edges that each stand for one or more links. */
export interface SceneNode {
  readonly id: string;
  readonly kind: "group" | "system" | "segment" | "remote" | "port";
  readonly label: string;
  /** The node that it was expanded from; it is placed around it. */
  readonly parent: string | null;
  /** The group that a system came out of when it was opened. */
  readonly group: string | null;
  /** What it does with frames; null where that is no question. */
  readonly role: "forwards" | "station" | null;
  readonly weight: number;
}

export interface SceneEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly verdict: Verdict;
  readonly warned: boolean;
  /** `forward`: only the target hears the source. */
  readonly direction: "both" | "forward" | "backward" | "none";
  /** Empty for the membership of a port in a segment. */
  readonly links: readonly string[];
}

export interface Scene {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  readonly edges: ReadonlyMap<string, SceneEdge>;
}

export interface SceneFilter {
  readonly text: string;
  readonly verdicts: ReadonlySet<Verdict>;
  readonly host: string;
  readonly namespace: string;
}

export interface SceneInput {
  readonly nodes: readonly NodeDocument[];
  readonly links: readonly LinkDocument[];
  readonly nodeOf: (port: string) => string | null;
  /** Groups and systems whose inside is shown. */
  readonly expanded: ReadonlySet<string>;
  /** With more systems than this, hosts are drawn as groups until they are expanded. */
  readonly groupAbove: number;
  readonly filter: SceneFilter;
}

/** From the worst to the best: a bundle shows its worst link. */
export const severity: readonly Verdict[] = ["missing", "swapped", "wrong-peer", "wrong-port", "one-way", "unexpected", "down", "unverified", "ok"];

/** The part of a port id after the last colon: its interface. */
export const interfaceOf = (port: string): string => port.slice(port.lastIndexOf(":") + 1);

/** Whether a link passes the filter. */
export function matches(link: LinkDocument, filter: SceneFilter, nodeText: (port: string) => string): boolean {
  if (filter.verdicts.size > 0 && !filter.verdicts.has(link.verdict)) return false;
  const texts = [nodeText(link.a), nodeText(link.b)];
  const contains = (wanted: string) => wanted === "" || texts.some((text) => text.includes(wanted.toLowerCase()));
  return contains(filter.text) && contains(filter.host) && contains(filter.namespace);
}

/** Turns the graph into what is drawn. Pure; its cost is the size of the graph. */
export function buildScene(input: SceneInput): Scene {
  const documents = input.nodes;
  const hosts = new Set(documents.filter((node) => node.kind === "system").map((node) => node.host ?? ""));
  const grouping = hosts.size > 1 && documents.length > input.groupAbove;
  const placeOf = placer(documents, grouping, input);
  const nodes = new Map<string, SceneNode>();
  const sizes = new Map<string, number>();
  for (const node of documents) {
    const place = placeOf.node(node.id);
    sizes.set(place, (sizes.get(place) ?? 0) + 1);
    nodes.set(place, place === node.id ? systemNode(node, grouping) : { ...plain, id: place, kind: "group", label: shown(node.host), weight: 1 });
  }
  for (const [id, node] of nodes)
    if (node.kind === "group") nodes.set(id, { ...node, weight: sizes.get(id) ?? 1, label: `${node.label} (${sizes.get(id)})` });
  const edges = bundle(input, placeOf, nodes);
  addMemberships(input, placeOf, nodes, edges);
  return { nodes: onlyUsed(nodes, edges, input.filter), edges };
}

interface Placer {
  node(id: string): string;
  port(port: string): string | null;
}

function placer(documents: readonly NodeDocument[], grouping: boolean, { expanded, nodeOf }: SceneInput): Placer {
  const place = new Map<string, string>();
  for (const node of documents) {
    const group = groupOf(node);
    place.set(node.id, grouping && node.kind === "system" && !expanded.has(group) ? group : node.id);
  }
  const ofPort = (port: string): string | null => {
    const node = nodeOf(port);
    if (node === null) return null;
    return expanded.has(node) && node !== port ? `port:${port}` : (place.get(node) ?? null);
  };
  return { node: (id) => place.get(id) ?? id, port: ofPort };
}

const plain = { parent: null, group: null, role: null };
const forwarding = new Set(["bridge", "router", "repeater", "wlan-access-point", "c-vlan", "s-vlan", "two-port-mac-relay"]);

function systemNode(node: NodeDocument, grouping: boolean): SceneNode {
  const enabled = node.capabilities?.enabled ?? [];
  return {
    ...plain,
    id: node.id,
    kind: node.kind,
    label: labelOf(node),
    group: grouping && node.kind === "system" ? groupOf(node) : null,
    role: node.kind !== "system" ? null : enabled.some((each) => forwarding.has(each)) ? "forwards" : "station",
    weight: Math.max(1, node.ports.length),
  };
}

// The name without the host, which the panel tells; with several hosts the same namespace stands on each.
function labelOf(node: NodeDocument): string {
  const host = `@${node.host ?? ""}`;
  return shown(node.kind === "system" && node.namespace !== null && node.name === `${node.namespace}${host}` ? node.namespace : node.name || node.id);
}

/** The id of the group of a host. */
export const groupOf = (node: NodeDocument): string => `group:${node.host ?? ""}`;

function bundle(input: SceneInput, placeOf: Placer, nodes: Map<string, SceneNode>): Map<string, SceneEdge> {
  const byId = new Map(input.nodes.map((node) => [node.id, node]));
  const nodeText = (port: string) => {
    const node = byId.get(input.nodeOf(port) ?? "");
    return `${port} ${node?.name ?? ""} ${node?.host ?? ""}`.toLowerCase();
  };
  const bundles = new Map<string, LinkDocument[]>();
  for (const link of input.links) {
    if (!matches(link, input.filter, nodeText)) continue;
    const [a, b] = [endOf(link.a, input, placeOf, nodes), endOf(link.b, input, placeOf, nodes)];
    if (a === b) continue;
    const key = a < b ? `${a}\u0000${b}` : `${b}\u0000${a}`;
    const list = bundles.get(key);
    if (list) list.push(link);
    else bundles.set(key, [link]);
  }
  const edges = new Map<string, SceneEdge>();
  for (const [key, links] of bundles) {
    const [source, target] = key.split("\u0000") as [string, string];
    edges.set(key, edgeOf(key, source, target, links, placeOf));
  }
  return edges;
}

// Members of a segment hear each other without a link of their own: they are joined to the segment. A filter hides what has no verdict.
function addMemberships(input: SceneInput, placeOf: Placer, nodes: Map<string, SceneNode>, edges: Map<string, SceneEdge>): void {
  if (input.filter.verdicts.size > 0) return;
  for (const segment of input.nodes) {
    if (segment.kind !== "segment") continue;
    for (const port of segment.ports) {
      const member = endOf(port, input, placeOf, nodes);
      const id = `member\u0000${segment.id}\u0000${member}`;
      edges.set(id, { id, source: segment.id, target: member, verdict: "ok", warned: false, direction: "none", links: [] });
    }
  }
}

// Ports of an expanded system become nodes when a link needs them; an end that no node claims is drawn as itself.
function endOf(port: string, input: SceneInput, placeOf: Placer, nodes: Map<string, SceneNode>): string {
  const place = placeOf.port(port) ?? `port:${port}`;
  if (place.startsWith("port:") && !nodes.has(place))
    nodes.set(place, {
      id: place,
      ...plain,
      kind: "port",
      label: shown(placeOf.port(port) === null ? port : interfaceOf(port)),
      parent: input.nodeOf(port),
      weight: 1,
    });
  return place;
}

function edgeOf(id: string, source: string, target: string, links: readonly LinkDocument[], placeOf: Placer): SceneEdge {
  const worst = links.reduce((held, link) => (severity.indexOf(link.verdict) < severity.indexOf(held.verdict) ? link : held));
  const turned = (placeOf.port(worst.a) ?? `port:${worst.a}`) !== source;
  const { aToB, bToA } = worst.observed;
  const [forward, backward] = turned ? [bToA, aToB] : [aToB, bToA];
  const direction = forward && backward ? "both" : forward ? "forward" : backward ? "backward" : "none";
  return {
    id,
    source,
    target,
    verdict: worst.verdict,
    warned: links.some((link) => link.warnings.length > 0),
    direction,
    links: links.map((link) => link.id),
  };
}

// A filter leaves only what its links touch; without one, systems that have no link stay in view.
function onlyUsed(nodes: Map<string, SceneNode>, edges: Map<string, SceneEdge>, filter: SceneFilter): Map<string, SceneNode> {
  if (filter.text === "" && filter.verdicts.size === 0 && filter.host === "" && filter.namespace === "") return nodes;
  const used = new Set([...edges.values()].flatMap((edge) => [edge.source, edge.target]));
  const wanted = filter.text.toLowerCase();
  return new Map(
    [...nodes].filter(([id, node]) => used.has(id) || (wanted !== "" && filter.verdicts.size === 0 && node.label.toLowerCase().includes(wanted))),
  );
}

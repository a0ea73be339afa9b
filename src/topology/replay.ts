import type { EventDocument, LinkDocument, NodeDocument, NodeFacts, TopologyDocument } from "./documents.ts";
import type { PortView } from "./graph-view.ts";
import { remoteNodeOf } from "./identity.ts";

interface Replayed {
  facts: NodeFacts;
  readonly ports: Set<string>;
}

/**
 * The topology after `events`, which follow `base` without a gap (the first one is numbered `base.revision + 1`). Equal to what the graph
 * itself answered at that revision.
 */
export function topologyAfter(base: TopologyDocument, events: readonly EventDocument[]): TopologyDocument {
  const last = events.at(-1);
  if (!last) return base;
  const nodes = new Map<string, Replayed>(base.nodes.map((node) => [node.id, { facts: node, ports: new Set(node.ports) }]));
  const links = new Map<string, LinkDocument>(base.links.map((link) => [link.id, link]));
  for (const event of events) replayEvent(nodes, links, event);
  replayRemotePorts(nodes, links);
  return {
    schema: 1,
    epoch: base.epoch,
    revision: Number(last.id.slice(last.id.lastIndexOf("-") + 1)),
    generatedAt: last.time,
    nodes: [...nodes.values()].map(({ facts, ports }): NodeDocument => ({ ...facts, ports: [...ports].sort() })).sort(byId),
    links: [...links.values()].sort(byId),
  };
}

/** Orders by id, in code units. */
export function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

function replayEvent(nodes: Map<string, Replayed>, links: Map<string, LinkDocument>, event: EventDocument): void {
  const [subject] = event.kind.split("-", 1);
  if (subject === "link") exchange(links, event.before as LinkDocument | null, event.after as LinkDocument | null);
  else if (subject === "node") replayNode(nodes, event.before as NodeFacts | null, event.after as NodeFacts | null);
  else if (subject === "port") replayPort(nodes, event.before as PortView | null, event.after as PortView | null);
}

function exchange<T extends { readonly id: string }>(map: Map<string, T>, before: T | null, after: T | null): void {
  if (before) map.delete(before.id);
  if (after) map.set(after.id, after);
}

function replayNode(nodes: Map<string, Replayed>, before: NodeFacts | null, after: NodeFacts | null): void {
  const ports = (before && nodes.get(before.id)?.ports) ?? new Set<string>();
  if (before) nodes.delete(before.id);
  if (after) nodes.set(after.id, { facts: after, ports: after.ports ? new Set(after.ports) : ports });
}

function replayPort(nodes: Map<string, Replayed>, before: PortView | null, after: PortView | null): void {
  if (before) nodes.get(before.namespace)?.ports.delete(before.id);
  if (after) nodes.get(after.namespace)?.ports.add(after.id);
}

/** A remote system has the ports that a link of the moment names. */
function replayRemotePorts(nodes: Map<string, Replayed>, links: Map<string, LinkDocument>): void {
  for (const [id, { ports }] of nodes) if (id.startsWith("~")) ports.clear();
  for (const { a, b } of links.values()) {
    for (const end of [a, b]) nodes.get(remoteNodeOf(end) ?? "")?.ports.add(end);
  }
}

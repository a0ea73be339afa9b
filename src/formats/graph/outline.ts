import type { LinkDocument, NodeDocument, TopologyDocument } from "../../topology/index.ts";

/** A link as writers draw it: between two nodes that exist, with the port's name at each end (null at a segment). */
export interface Drawn {
  readonly link: LinkDocument;
  readonly from: { readonly node: NodeDocument; readonly port: string | null };
  readonly to: { readonly node: NodeDocument; readonly port: string | null };
}

export interface Outline {
  readonly nodes: readonly NodeDocument[];
  readonly links: readonly Drawn[];
  /** Who shares each segment: [segment, node of the member, name of its port], without those that a link joins to the segment. */
  readonly memberships: readonly { readonly segment: NodeDocument; readonly member: NodeDocument; readonly port: string }[];
}

/** Resolves the ends of links to nodes. A segment's ports belong to other nodes; a link may end at the segment itself. */
export function outlineOf({ nodes, links }: TopologyDocument): Outline {
  const owners = new Map<string, NodeDocument>();
  for (const node of nodes) {
    if (node.kind === "segment") owners.set(node.id, node);
    else for (const port of node.ports) owners.set(port, node);
  }
  const drawn: Drawn[] = [];
  const joined = new Set<string>();
  for (const link of links) {
    const [from, to] = [endOf(owners, link.a), endOf(owners, link.b)];
    if (!from || !to) continue;
    drawn.push({ link, from, to });
    joined.add(`${link.a}\0${link.b}`);
  }
  const memberships = nodes.flatMap((segment) => (segment.kind === "segment" ? membersOf(segment, owners, joined) : []));
  return { nodes, links: drawn, memberships };
}

function endOf(owners: ReadonlyMap<string, NodeDocument>, end: string): Drawn["from"] | null {
  const node = owners.get(end);
  return node ? { node, port: node.id === end ? null : portName(node, end) } : null;
}

function membersOf(segment: NodeDocument, owners: ReadonlyMap<string, NodeDocument>, joined: ReadonlySet<string>) {
  return segment.ports.flatMap((port) => {
    const member = owners.get(port);
    if (!member || joined.has(`${port}\0${segment.id}`) || joined.has(`${segment.id}\0${port}`)) return [];
    return [{ segment, member, port: portName(member, port) }];
  });
}

/** A port's name within its node. */
export function portName(node: NodeDocument, port: string): string {
  return port.startsWith(`${node.id}:`) ? port.slice(node.id.length + 1) : port;
}

/** Whether the link is there, by the kernel's word or by what is heard; a planned one may not be. */
export function exists({ wired, observed }: LinkDocument): boolean {
  return wired === true || observed.aToB === true || observed.bToA === true;
}

import { type Cable, type End, endsOf, type Lab, type LabLink, type LabNode, linkAlias, linkName } from "../model.ts";
import type { LinkWork } from "./plan.ts";
import type { Seen, SeenInterface } from "./seen.ts";

/** How `ip` names the namespace of a node after the word `netns`: a name in /run/netns or a process id; null for our own. */
export type Places = ReadonlyMap<string, string | null>;

const attributes = (end: End, mtu: number | null) => `${mtu === null ? "" : ` mtu ${mtu}`}${end.mac === null ? "" : ` address ${end.mac}`}`;

function endWords(end: End, mtu: number | null, places: Places): string {
  const place = places.get(end.node) ?? null;
  return `name ${end.interface}${attributes(end, mtu)}${place === null ? "" : ` netns ${place}`}`;
}

function cableLine(cable: Cable, places: Places): string {
  // The end in our own namespace first: where a peer without `netns` goes has changed between kernels.
  const [first, second] = places.get(cable.b.node) == null ? [cable.b, cable.a] : [cable.a, cable.b];
  return `link add ${endWords(first, cable.mtu, places)} type veth peer ${endWords(second, cable.mtu, places)}`;
}

/** The `ip` line that makes a link, with its interfaces already in the namespaces they belong to. */
export function linkLine(link: LabLink, places: Places): string {
  const end = endWords(link.a, link.mtu, places);
  switch (link.kind) {
    case "veth":
      return cableLine(link, places);
    case "macvlan":
      return `link add ${end} link ${link.parent} type macvlan mode ${link.mode}`;
    case "vxlan": {
      const source = link.sourcePort === null ? "" : ` srcport ${link.sourcePort} ${link.sourcePort}`;
      return `link add ${end} type vxlan id ${link.vni} remote ${link.remote} dstport ${link.destinationPort}${source}`;
    }
  }
}

const shape = (link: LabLink) => JSON.stringify({ ...link, a: endsOf(link)[0]?.interface, b: null, mtu: null, name: linkName(link) });

/** Whether the link stands: every end is where the file wants it and carries the link's label. */
function stands(lab: Lab, link: LabLink, previous: LabLink | undefined, seen: Seen, fresh: ReadonlySet<string>): boolean {
  if (previous !== undefined && shape(previous) !== shape(link)) return false;
  const alias = linkAlias(lab, link);
  return endsOf(link).every((end) => !fresh.has(end.node) && seen.get(end.node)?.interfaces.get(end.interface)?.alias === alias);
}

export interface LinkPlan {
  readonly make: readonly LinkWork[];
  /** Ends that have to go first, by node. */
  readonly removeEnds: readonly { readonly node: string; readonly interface: string }[];
  /** Names of links that are new or made again: their ends need every setting. */
  readonly made: ReadonlySet<string>;
  readonly refusals: readonly string[];
}

export interface LinkInput {
  readonly lab: Lab;
  readonly previous: Lab | null;
  readonly seen: Seen;
  /** Nodes whose namespace is made (again) by this plan. */
  readonly fresh: ReadonlySet<string>;
  readonly places: Places;
  /** `NODE:INTERFACE` outside the lab's namespaces that an interrupted run had found free and may have made. */
  readonly reserved: ReadonlySet<string>;
}

/** Which links to make, and what has to be cleared away for them. */
export function planLinks(input: LinkInput): LinkPlan {
  const { lab, previous, seen, fresh, places } = input;
  const before = new Map(previous?.links.map((link) => [linkName(link), link]));
  const nodes = new Map(lab.nodes.map((node) => [node.name, node]));
  const standing = new Set(lab.links.filter((link) => stands(lab, link, before.get(linkName(link)), seen, fresh)).map(linkName));
  const missing = lab.links.filter((link) => !standing.has(linkName(link)));
  const gone = (previous?.links ?? []).filter((link) => !standing.has(linkName(link)));
  const inTheWay = (end: End): SeenInterface | undefined => (fresh.has(end.node) ? undefined : seen.get(end.node)?.interfaces.get(end.interface));
  const mayRemove = (end: End, found: SeenInterface) =>
    isOwned(nodes.get(end.node)) || isOurs(lab, found) || input.reserved.has(`${end.node}:${end.interface}`);
  const blocked = missing.flatMap((link) => endsOf(link)).flatMap((end) => ({ end, found: inTheWay(end) }));
  const refusals = blocked.flatMap(({ end, found }) =>
    found !== undefined && !mayRemove(end, found) ? [`${end.node}: interface ${end.interface} is there already and is not this lab's`] : [],
  );
  const stale = [...gone.flatMap(endsOf), ...missing.flatMap(endsOf)].filter((end) => {
    const found = inTheWay(end);
    return found !== undefined && mayRemove(end, found);
  });
  const removeEnds = new Map(stale.map((end) => [`${end.node}:${end.interface}`, { node: end.node, interface: end.interface }]));
  return {
    make: missing.map((link) => ({ name: linkName(link), line: linkLine(link, places) })),
    removeEnds: [...removeEnds.values()],
    made: new Set(missing.map(linkName)),
    refusals,
  };
}

const isOwned = (node: LabNode | undefined) => node?.kind === "linux" || node?.kind === "bridge";
const isOurs = (lab: Lab, found: SeenInterface) => found.alias?.startsWith(`lldp-watch lab ${lab.name}: `) ?? false;

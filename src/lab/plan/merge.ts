import { type Lab, type LabNode, linkName } from "../model.ts";

const unique = <T>(items: readonly T[]): T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];

/** All that either of two labs names: what a run that was interrupted between them may have left behind. */
export function mergeLabs(a: Lab, b: Lab): Lab {
  const nodes = new Map(a.nodes.map((node) => [node.name, node]));
  for (const node of b.nodes) nodes.set(node.name, mergeNodes(nodes.get(node.name), node));
  const links = new Map([...a.links, ...b.links].map((link) => [linkName(link), link]));
  return { ...b, nodes: [...nodes.values()], links: [...links.values()] };
}

function mergeNodes(a: LabNode | undefined, b: LabNode): LabNode {
  if (a === undefined) return b;
  return {
    ...b,
    forwarding: a.forwarding || b.forwarding,
    sysctls: { ...a.sysctls, ...b.sysctls },
    addresses: unique([...a.addresses, ...b.addresses]),
    routes: unique([...a.routes, ...b.routes]),
  };
}

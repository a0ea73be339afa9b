import { endsOf, type Lab, type LabLink, type LabNode, namespaceOf } from "../model.ts";
import { type Places, planLinks } from "./links.ts";
import { nodeWork } from "./node-work.ts";
import type { NamespaceWork, NodeWork, UpPlan } from "./plan.ts";
import { staleRouteLines } from "./routes.ts";
import type { Seen, SeenNode } from "./seen.ts";

export interface UpInput {
  readonly lab: Lab;
  /** The file as it was applied last, or null for a lab that is not up. */
  readonly previous: Lab | null;
  /** Nodes that exist: namespaces of this lab, the host, containers. */
  readonly seen: Seen;
  readonly places: Places;
  /** Names under /run/netns that are not this lab's. */
  readonly foreignNamespaces: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
}

/** From what exists to what the file says. Pure; the order of steps is the order of the fields of the result. */
export function planUp(input: UpInput): UpPlan {
  const { lab, previous, seen } = input;
  const before = new Map(previous?.nodes.map((node) => [node.name, node]));
  const wanted = new Map(lab.nodes.map((node) => [node.name, node]));
  const namespaceBefore = (node: LabNode) => (previous === null ? null : namespaceOf(previous, node));
  const kept = (node: LabNode) =>
    seen.has(node.name) && before.get(node.name)?.kind === node.kind && namespaceBefore(node) === namespaceOf(lab, node);
  const added = owned(
    lab,
    [...wanted.values()].filter((node) => !kept(node)),
  );
  const removed = owned(
    previous,
    [...before.values()].filter((node) => seen.has(node.name) && !(wanted.has(node.name) && kept(wanted.get(node.name) as LabNode))),
  );
  const fresh = new Set([...added, ...removed].map(({ node }) => node));
  const links = planLinks({ ...input, fresh });
  const byNode = linksByNode(lab);
  const seenOf = (name: string) => (fresh.has(name) ? undefined : seen.get(name));
  const work = lab.nodes.map((node) => nodeWork(lab, node, before.get(node.name), seenOf(node.name), byNode.get(node.name) ?? [], links.made));
  const taken = added.filter(({ namespace }) => input.foreignNamespaces.has(namespace));
  return {
    removeNamespaces: removed,
    removals: removals(before, wanted, seenOf, links.removeEnds),
    addNamespaces: added,
    links: links.make,
    settings: work.filter((node) => node.sysctls.length + node.ip.length + node.bridge.length > 0),
    exec: lab.nodes
      .filter((node) => node.exec.length > 0 && commandsAreNew(node, before.get(node.name), fresh))
      .map(({ name, exec }) => ({ node: name, commands: exec })),
    refusals: [...taken.map(({ namespace }) => `namespace ${namespace} is there already and is not this lab's`), ...links.refusals],
  };
}

function owned(lab: Lab | null, nodes: readonly LabNode[]): NamespaceWork[] {
  return nodes.flatMap((node) => {
    const namespace = lab === null ? null : namespaceOf(lab, node);
    return namespace === null ? [] : [{ node: node.name, namespace }];
  });
}

function linksByNode(lab: Lab): Map<string, LabLink[]> {
  const byNode = new Map<string, LabLink[]>();
  for (const link of lab.links)
    for (const node of new Set(endsOf(link).map((end) => end.node))) byNode.set(node, [...(byNode.get(node) ?? []), link]);
  return byNode;
}

const commandsAreNew = (node: LabNode, previous: LabNode | undefined, fresh: ReadonlySet<string>) =>
  fresh.has(node.name) || previous === undefined || JSON.stringify(previous.exec) !== JSON.stringify(node.exec);

/** Routes and addresses that the file had and has no more, and ends of links that go; nothing for namespaces that go as a whole. */
function removals(
  before: ReadonlyMap<string, LabNode>,
  wanted: ReadonlyMap<string, LabNode>,
  seenOf: (name: string) => SeenNode | undefined,
  ends: readonly { readonly node: string; readonly interface: string }[],
): NodeWork[] {
  const names = new Set([...before.keys(), ...ends.map((end) => end.node)]);
  return [...names].flatMap((name) => {
    const [previous, seen] = [before.get(name), seenOf(name)];
    if (seen === undefined) return [];
    const going = new Set(ends.filter((end) => end.node === name).map((end) => end.interface));
    const lines = [
      ...(previous === undefined
        ? []
        : [...staleRouteLines(previous, wanted.get(name), seen), ...staleAddressLines(previous, wanted.get(name), seen, going)]),
      ...[...going].map((end) => `link del ${end}`),
    ];
    return lines.length === 0 ? [] : [{ node: name, sysctls: [], ip: lines, bridge: [] }];
  });
}

function staleAddressLines(previous: LabNode, node: LabNode | undefined, seen: SeenNode, going: ReadonlySet<string>): string[] {
  const wanted = new Set(node?.addresses.map(({ interface: name, address }) => `${name} ${address}`));
  return previous.addresses
    .filter(({ interface: name, address }) => !wanted.has(`${name} ${address}`) && !going.has(name))
    .filter(({ interface: name, address }) => seen.interfaces.get(name)?.addresses.includes(address))
    .map(({ interface: name, address }) => `addr del ${address} dev ${name}`);
}

import type { DiffDocument, LinkDocument, NodeDocument, TopologyDocument } from "./documents.ts";

/** What says when, not what: a link that flapped and came back is no difference. */
const temporal: ReadonlySet<string> = new Set(["since", "flaps"]);

/** What is different between two topologies, of one graph or of two; entries are matched by id. `since` and `flaps` do not count. */
export function diffTopologies(from: TopologyDocument, to: TopologyDocument): DiffDocument {
  const nodes = compare<NodeDocument>(from.nodes, to.nodes);
  const links = compare<LinkDocument>(from.links, to.links);
  return {
    schema: 1,
    from: { id: `${from.epoch}-${from.revision}`, time: from.generatedAt },
    to: { id: `${to.epoch}-${to.revision}`, time: to.generatedAt },
    added: { nodes: nodes.added, links: links.added },
    removed: { nodes: nodes.removed, links: links.removed },
    changed: [...nodes.changed, ...links.changed],
  };
}

function compare<T extends { readonly id: string }>(from: readonly T[], to: readonly T[]) {
  const before = new Map(from.map((each) => [each.id, each]));
  const after = new Set(to.map((each) => each.id));
  const changed: { readonly id: string; readonly before: T; readonly after: T }[] = [];
  const added: T[] = [];
  for (const each of to) {
    const old = before.get(each.id);
    if (!old) added.push(each);
    else if (!alike(old, each)) changed.push({ id: each.id, before: old, after: each });
  }
  return { added, removed: from.filter((each) => !after.has(each.id)), changed };
}

/** Whether two JSON values say the same, times aside. */
export function alike(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left).filter((key) => !temporal.has(key));
  if (keys.length !== Object.keys(right).filter((key) => !temporal.has(key)).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && alike((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]));
}

import { type Lab, type LabNode, namespaceOf } from "../model.ts";
import type { Seen } from "../plan/seen.ts";
import type { Journal, NamespaceMark } from "./journal.ts";
import { LabError } from "./lab-error.ts";
import { isMarked, markOf } from "./namespaces.ts";
import { observe } from "./observe.ts";
import { type Place, placesOf } from "./places.ts";

export type Known = { readonly journal: Journal; readonly writtenAt: bigint } | null;

/** What of a lab exists on this machine. */
export interface Present {
  readonly seen: Seen;
  readonly places: ReadonlyMap<string, Place>;
}

/** Where each node is. A container that has ended is left out: nothing of the lab is left in it. */
async function survivingPlaces(lab: Lab): Promise<ReadonlyMap<string, Place>> {
  const pairs = lab.nodes.map(async (node) => {
    try {
      return [...(await placesOf({ ...lab, nodes: [node] }))];
    } catch (error) {
      if (error instanceof LabError) return [];
      throw error;
    }
  });
  return new Map((await Promise.all(pairs)).flat());
}

const isThere = (lab: Lab, node: LabNode, known: Known) => {
  const namespace = namespaceOf(lab, node);
  return namespace === null || isMarked(namespace, known);
};

/** Looks at every node of the lab that is there and the lab's own; with `shallow`, only at the host and at containers (others count as empty). */
export async function lookAt(lab: Lab, known: Known, options: { readonly shallow: boolean; readonly signal?: AbortSignal }): Promise<Present> {
  const places = await survivingPlaces(lab);
  const there = lab.nodes.filter((node) => places.has(node.name) && isThere(lab, node, known));
  const asked = options.shallow ? there.filter((node) => namespaceOf(lab, node) === null) : there;
  const observed = await observe(lab, new Map(asked.map((node) => [node.name, places.get(node.name) as Place])), options.signal);
  const empty = { interfaces: new Map(), routes: [], sysctls: {} };
  const skipped = options.shallow ? there.filter((node) => namespaceOf(lab, node) !== null).map((node) => [node.name, empty] as const) : [];
  return { places, seen: new Map([...observed, ...skipped]) };
}

/** Marks of all namespaces of the lab, as they are now. */
export function marksOf(lab: Lab): readonly NamespaceMark[] {
  return lab.nodes.flatMap((node) => {
    const namespace = namespaceOf(lab, node);
    return namespace === null ? [] : (markOf(namespace) ?? []);
  });
}

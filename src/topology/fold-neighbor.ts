import { alike } from "./diff.ts";
import type { NeighborFacts } from "./documents.ts";
import type { FoldContext } from "./fold-context.ts";
import type { EventReason } from "./words.ts";

/** A neighbor was heard for the first time, or says something else. */
export function foldNeighbor({ model, emit }: FoldContext, facts: NeighborFacts, reason: EventReason): void {
  const before = model.neighbors.get(facts.id)?.facts ?? null;
  if (before && alike(before, facts)) return;
  model.placeNeighbor(facts.id, facts, reason);
  const subject = { port: facts.port, namespace: facts.namespace, interface: facts.interface };
  emit(before ? "neighbor-changed" : "neighbor-added", subject, reason, before, facts);
}

/** A neighbor is no more. Unknown ids are ignored. */
export function foldNeighborGone({ model, emit }: FoldContext, id: string, reason: EventReason): void {
  const before = model.neighbors.get(id)?.facts;
  if (!before) return;
  model.placeNeighbor(id, null, reason);
  emit("neighbor-removed", { port: before.port, namespace: before.namespace, interface: before.interface }, reason, before, null);
}

import { alike } from "./diff.ts";
import type { PortFacts } from "./facts.ts";
import type { FoldContext } from "./fold-context.ts";
import { foldNeighborGone } from "./fold-neighbor.ts";
import type { Model, PortEntry } from "./model.ts";
import type { Standing } from "./standing.ts";
import type { EventReason } from "./words.ts";

const noStanding: Standing = { verdict: null, reason: null, warnings: [] };

/** A port appeared, or the kernel or its agents say something else of it. */
export function foldPort({ model, emit, wall }: FoldContext, facts: PortFacts): void {
  const entry = model.ports.get(facts.id);
  if (entry && alike(entry.facts, facts)) return;
  const before = entry ? model.viewOf(entry) : null;
  const next: PortEntry = { facts, lastChange: wall, standing: entry?.standing ?? noStanding, view: null };
  replace(model, entry ?? null, next);
  touchAround(model, entry?.facts ?? null, facts, causeOf(entry?.facts ?? null, facts));
  const after = model.viewOf(next);
  const subject = { port: facts.id, namespace: facts.namespace, interface: facts.interface };
  if (before === null) emit("port-added", subject, "new", null, after);
  else if (!alike({ ...before, lastChange: "" }, { ...after, lastChange: "" })) {
    emit("port-changed", subject, causeOf(entry?.facts ?? null, facts), before, after);
  } else {
    model.ports.set(facts.id, { facts, lastChange: before.lastChange, standing: next.standing, view: before });
  }
}

/** A port is no more, and nothing is heard on it. */
export function foldPortGone(context: FoldContext, id: string, reason: EventReason): void {
  const { model, emit } = context;
  for (const neighbor of [...model.portNeighbors.get(id)].sort()) foldNeighborGone(context, neighbor, reason);
  const entry = model.ports.get(id);
  if (!entry) return;
  const before = model.viewOf(entry);
  replace(model, entry, null);
  touchAround(model, entry.facts, null, reason);
  emit("port-removed", { port: id, namespace: entry.facts.namespace, interface: entry.facts.interface }, reason, before, null);
}

function causeOf(before: PortFacts | null, after: PortFacts): EventReason {
  if (!before) return "new";
  if (before.state !== after.state && after.state !== "up") return "link-down";
  return before.mode !== after.mode && after.mode === "disabled" ? "disabled" : "changed";
}

function replace(model: Model, entry: PortEntry | null, next: PortEntry | null): void {
  const before = entry?.facts ?? null;
  const after = next?.facts ?? null;
  const id = (after ?? before)?.id as string;
  const peers = [before?.wiredTo, after?.wiredTo].filter((peer): peer is string => Boolean(peer));
  const cabled = peers.map((peer) => model.wiring.cabled(id, peer));
  if (!before || !after) model.cameOrWent.add(id);
  if (next) model.ports.set(id, next);
  else {
    model.ports.delete(id);
    model.lost.delete(id);
  }
  model.wiring.update(before, after);
  model.resolver.updatePort(before, after);
  model.names.updateSlave(before, after);
  for (const [index, peer] of peers.entries()) model.hearing.rewired(id, peer, cabled[index] as boolean);
  if (before?.watched) model.watched.set(before.namespace, (model.watched.get(before.namespace) ?? 0) - 1);
  if (after?.watched) model.watched.set(after.namespace, (model.watched.get(after.namespace) ?? 0) + 1);
  if (before?.namespace !== after?.namespace) {
    if (before) model.namespacePorts.delete(before.namespace, id);
    if (after) model.namespacePorts.add(after.namespace, id);
    for (const namespace of [before?.namespace, after?.namespace]) if (namespace !== undefined) model.recountPorts(namespace);
  }
}

/** Everything whose links may look different now: the port, what it is wired to, what is stacked on it, whoever is reached through its bridge. */
function touchAround(model: Model, before: PortFacts | null, after: PortFacts | null, cause: EventReason): void {
  const id = (after ?? before)?.id as string;
  const around = new Set([id, ...model.wiring.wiredFrom(id), ...model.wiring.children(id)]);
  for (const facts of [before, after]) {
    if (!facts) continue;
    if (facts.wiredTo) around.add(facts.wiredTo);
    model.touchNode(facts.namespace, cause);
    const namespace = model.namespace(facts.namespace);
    if (namespace) model.reconsider(model.resolver.reportsOf(namespace, facts));
  }
  for (const each of [...around]) for (const child of model.wiring.children(each)) around.add(child);
  model.farCables.refresh(id, ...model.hearing.heard(id));
  for (const each of around) {
    model.touch(each, cause);
    model.reconsider(model.portNeighbors.get(each));
    const segment = model.hearing.segment(each);
    if (segment) model.reshaped.add(segment);
  }
  if (crosses(before, after) && isTrunk(model, before, after)) {
    for (const each of model.wiring.reachedThrough(id, [before?.bridge?.name, after?.bridge?.name])) model.touch(each, cause);
  }
}

/** Whether the port joins two bridges, before or after the change: then it concerns whoever is at either. At any other port it is the far end's alone. */
function isTrunk(model: Model, before: PortFacts | null, after: PortFacts | null): boolean {
  const ends = [before?.wiredTo, after?.wiredTo, ...model.wiring.wiredFrom((after ?? before)?.id as string)];
  return ends.some((end) => end && model.port(end)?.bridge);
}

/** Whether the change concerns frames that cross a bridge here. */
function crosses(before: PortFacts | null, after: PortFacts | null): boolean {
  if (!before?.bridge && !after?.bridge) return false;
  return (
    before?.state !== after?.state ||
    before?.bridgePortState !== after?.bridgePortState ||
    before?.wiredTo !== after?.wiredTo ||
    before?.bridgePortGroupFwdMask !== after?.bridgePortGroupFwdMask ||
    !alike(before?.bridge, after?.bridge)
  );
}

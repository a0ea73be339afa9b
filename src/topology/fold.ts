import { assertNever } from "../base/index.ts";
import { alike } from "./diff.ts";
import type { Fact, NamespaceFacts } from "./facts.ts";
import type { FoldContext } from "./fold-context.ts";
import { foldNeighbor, foldNeighborGone } from "./fold-neighbor.ts";
import { foldPort, foldPortGone } from "./fold-port.ts";
import type { Model } from "./model.ts";

/** Takes one fact into the model (a plan and a tick change nothing there). */
export function fold(context: FoldContext, fact: Fact): void {
  switch (fact.kind) {
    case "namespace":
      foldNamespace(context, fact.facts);
      break;
    case "namespace-gone":
      foldNamespaceGone(context, fact.id);
      break;
    case "port":
      foldPort(context, fact.facts);
      break;
    case "port-gone":
      foldPortGone(context, fact.id, fact.reason);
      break;
    case "neighbor":
      foldNeighbor(context, fact.facts, fact.reason);
      break;
    case "neighbor-gone":
      foldNeighborGone(context, fact.id, fact.reason);
      break;
    case "plan":
    case "tick":
      break;
    default:
      assertNever(fact);
  }
}

function foldNamespace({ model, emit }: FoldContext, facts: NamespaceFacts): void {
  const entry = model.namespaces.get(facts.id);
  if (entry && alike(entry.facts, facts)) return;
  const before = entry ? model.documentOf(entry) : null;
  const next = { facts, document: null };
  model.namespaces.set(facts.id, next);
  model.resolver.updateNamespace(entry?.facts ?? null, facts);
  model.names.updateNamespace(entry?.facts ?? null, facts);
  touchNamespace(model, facts, entry?.facts ?? null);
  if (entry?.facts.systemName !== facts.systemName) for (const each of [entry?.facts, facts]) if (each) model.touchNamesakes(each.systemName);
  const after = model.documentOf(next);
  const subject = { port: null, namespace: facts.id, interface: null };
  if (before === null) emit("namespace-added", subject, "new", null, after);
  else if (!alike(before, after)) emit("namespace-changed", subject, "changed", before, after);
}

function foldNamespaceGone(context: FoldContext, id: string): void {
  const { model, emit } = context;
  const entry = model.namespaces.get(id);
  for (const port of [...model.namespacePorts.get(id)].sort()) foldPortGone(context, port, "namespace-gone");
  if (!entry) return;
  const before = model.documentOf(entry);
  model.namespaces.delete(id);
  model.resolver.updateNamespace(entry.facts, null);
  model.names.updateNamespace(entry.facts, null);
  model.touchNode(id, "namespace-gone");
  model.touchPortsOf(id);
  touchRivals(model, entry.facts);
  model.touchNamesakes(entry.facts.systemName);
  emit("namespace-removed", { port: null, namespace: id, interface: null }, "namespace-gone", before, null);
}

/** The namespace stands in commands about the bridges in it, which concern whoever is reached through them. */
function touchBehindBridges(model: Model, namespace: string): void {
  const bridges = new Set([...model.namespacePorts.get(namespace)].map((id) => model.port(id)?.bridge?.name));
  for (const bridge of bridges) if (bridge !== undefined) for (const port of model.wiring.reachedThrough(bridge, [])) model.touch(port, "changed");
}

/** Another chassis id changes whom others' reports speak of; another state or name may change what is said of every link. */
function touchNamespace(model: Model, facts: NamespaceFacts, before: NamespaceFacts | null): void {
  model.touchNode(facts.id, before ? "changed" : "new");
  model.touchPortsOf(facts.id);
  touchBehindBridges(model, facts.id);
  for (const id of model.namespacePorts.get(facts.id)) {
    const port = model.port(id);
    if (!port) continue;
    model.reconsider(model.resolver.reportsOf(facts, port));
    if (before) model.reconsider(model.resolver.reportsOf(before, port));
    if (before?.host !== facts.host) model.farCables.refresh(id, ...model.hearing.heard(id));
  }
  touchRivals(model, facts);
  if (before) touchRivals(model, before);
}

/** Namespaces with the same chassis id are warned about for as long as there is more than one. */
function touchRivals(model: Model, { id, chassis }: NamespaceFacts): void {
  for (const rival of model.resolver.rivals(chassis, id)) model.touchPortsOf(rival);
}

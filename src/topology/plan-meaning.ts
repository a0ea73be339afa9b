import type { NeighborFacts } from "./documents.ts";
import type { PlannedEnd, PlannedLink } from "./facts.ts";
import { remotePortId } from "./identity.ts";
import type { Model } from "./model.ts";

/** The port that an end of a planned link stands for. */
export interface Meaning {
  /** An existing port, or the id that the port would have. */
  readonly port: string;
  /** Nodes on whose ports or reports that depends. */
  readonly nodes: readonly string[];
}

/** What an end's node may be called, the preferred name first. */
export function namesOf({ node, aliases }: PlannedEnd): readonly string[] {
  return [node, ...(aliases ?? [])];
}

/** Finds the port for a name in a plan: in a namespace, on a remote system, or on a bridge that is called so. */
export function meaningOf(model: Model, end: PlannedEnd, { match, fqdn }: Pick<PlannedLink, "match" | "fqdn">): Meaning {
  const nodes =
    namesOf(end)
      .map((name) => model.names.find(name, fqdn))
      .find((found) => found.length > 0) ?? [];
  const literal = `${end.node}:${end.interface}`;
  if (nodes.length === 0) return { port: bridgeSlave(model, end) ?? literal, nodes: [] };
  const found = nodes.map((node) => portOn(model, node, end.interface, match));
  const present = found.filter((port) => port !== null);
  const watchful = nodes.filter((node, index) => nodes.length > 1 || node.startsWith("~") || (match === "portdescr" && found[index] === null));
  if (present.length === 1) return { port: present[0] as string, nodes: watchful };
  // Several nodes bear the name and several or none have such a port: which one is meant cannot be known.
  if (nodes.length > 1) return { port: literal, nodes };
  const [node] = nodes as [string];
  return { port: absentRemote(node, end.interface, match) ?? bridgeSlave(model, end) ?? `${node}:${end.interface}`, nodes: watchful };
}

/** The id of a port that a remote system has not shown. One known by its description has none, so it gets one that no port can have. */
function absentRemote(node: string, name: string, match: PlannedLink["match"]): string | null {
  if (!node.startsWith("~")) return null;
  return match === "portdescr" ? `${node}:?${name}` : remotePortId(node, { subtype: "interface-name", value: name, bytes: name });
}

function portOn(model: Model, node: string, name: string, match: PlannedLink["match"]): string | null {
  if (!node.startsWith("~")) {
    const id = `${node}:${name}`;
    if (model.port(id)) return id;
    return match === "portdescr" ? describedOwn(model, node, name) : null;
  }
  let fallback: string | null = null;
  for (const report of model.remotes.reports(node)) {
    const peer = model.neighbors.get(report.id)?.peer ?? null;
    if (match === "portdescr" ? report.portDescription === name : report.portId.value === name || peer === `${node}:${name}`) return peer;
    if (match === "ifname" && report.portDescription === name && nameless(report)) fallback ??= peer;
  }
  return fallback;
}

/** A port id that is a number or an address says nothing about the interface's name, which then stands in the description. */
function nameless(report: NeighborFacts): boolean {
  return report.portId.subtype !== "interface-name" && report.portId.subtype !== "interface-alias";
}

/** A port of ours by the description that others hear of it. */
function describedOwn(model: Model, namespace: string, description: string): string | null {
  for (const id of model.namespacePorts.get(namespace)) {
    for (const listener of model.hearing.listeners(id)) {
      for (const neighbor of model.portNeighbors.get(listener)) {
        const entry = model.neighbors.get(neighbor);
        if (entry?.peer === id && entry.facts.portDescription === description) return id;
      }
    }
  }
  return null;
}

/** A plan may call a bridge by its interface name: then the end is one of its slave ports. */
function bridgeSlave(model: Model, end: PlannedEnd): string | null {
  for (const id of model.names.slavesOfBridge(end.node)) if (model.port(id)?.interface === end.interface) return id;
  return null;
}

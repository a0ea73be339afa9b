import { didYouMean } from "../../base/index.ts";
import { bridgeDevice, type LabNode } from "../model.ts";
import type { Reader } from "./reader.ts";
import { kinds, mergeSettings, readSettings, type Settings } from "./settings.ts";
import { nodeNameFault } from "./words.ts";

type Levels = ReadonlyMap<string, Settings>;

function readLevels(reader: Reader | undefined, ignored: Set<string>): Levels {
  return new Map(reader?.entries().map(([name, value]) => [name, readSettings(value, ignored)] as const));
}

/** Reads `defaults`, `kinds`, `groups` and `nodes` of a topology; each node gets what all levels say together. */
export function readNodes(topology: ReadonlyMap<string, Reader>, ignored: Set<string>): LabNode[] {
  const defaultsReader = topology.get("defaults");
  const defaults = defaultsReader === undefined ? null : readSettings(defaultsReader, ignored);
  const kindLevels = readLevels(topology.get("kinds"), ignored);
  const groups = readLevels(topology.get("groups"), ignored);
  return (topology.get("nodes")?.entries() ?? []).map(([name, reader]) => {
    const fault = nodeNameFault(name);
    if (fault !== null) reader.fault(`"${name}" cannot name a node: ${fault}`, null, true);
    const own = readSettings(reader, ignored);
    const groupName = own.group ?? defaults?.group ?? null;
    const group = groupName === null ? undefined : groups.get(groupName);
    if (groupName !== null && groups.size > 0 && group === undefined && didYouMean(groupName, [...groups.keys()]) !== null)
      reader.fault(`group "${groupName}" is not under groups`, didYouMean(groupName, [...groups.keys()]));
    const kindWord = own.kind ?? group?.kind ?? defaults?.kind ?? "linux";
    const levels = [defaults, kindLevels.get(kindWord) ?? null, group ?? null, own].filter((level) => level !== null);
    return nodeOf(name, kindWord, mergeSettings(levels), reader);
  });
}

function nodeOf(name: string, kindWord: string, settings: Settings, reader: Reader): LabNode {
  const kind = kinds[kindWord] ?? "linux";
  const node: LabNode = {
    name,
    kind,
    container: kind === "container" ? name : null,
    group: settings.group,
    forwarding: settings.forwarding ?? false,
    sysctls: settings.sysctls,
    addresses: settings.addresses,
    routes: settings.routes,
    exec: settings.exec,
    bridge:
      kind === "bridge"
        ? {
            groupFwdMask: settings.groupFwdMask ?? 0,
            stp: settings.stp ?? false,
            vlanFiltering: settings.vlanFiltering ?? false,
            vlans: settings.vlans,
          }
        : null,
  };
  checkKind(node, settings, reader);
  return node;
}

/** What does not fit the kind of node it stands in. */
function checkKind(node: LabNode, settings: Settings, reader: Reader): void {
  const bridgeOnly = { "group-fwd-mask": settings.groupFwdMask, stp: settings.stp, "vlan-filtering": settings.vlanFiltering };
  for (const [key, value] of Object.entries(bridgeOnly))
    if (node.kind !== "bridge" && value !== null && value !== false && value !== 0)
      reader.fault(`${node.name}: ${key} is for kind: bridge`, `${node.name} is of kind ${node.kind}`);
  if (Object.keys(settings.vlans).length > 0 && !(node.bridge?.vlanFiltering ?? false))
    reader.fault(`${node.name}: vlans needs a bridge with vlan-filtering: true`);
  const touches = { forwarding: node.forwarding, sysctls: Object.keys(node.sysctls).length > 0, routes: node.routes.length > 0 };
  for (const [key, used] of Object.entries(touches))
    if (node.kind === "host" && used)
      reader.fault(`${node.name}: ${key} would change this machine itself`, "a lab only adds cables and addresses to the host");
  const unknown = node.addresses.find((address) => node.kind === "bridge" && address.interface === "lo");
  if (unknown !== undefined) reader.fault(`${node.name}: addresses of a bridge belong to ${bridgeDevice(node)}`);
}

import type { LldpduDocument, NeighborDocument } from "../../topology/index.ts";
import { type Json0, textChild } from "./json0.ts";
import { dot1Children, dot3Children, medChildren, unknownChildren } from "./lldpcli-organizations.ts";

/** Neighbors as `lldpcli -f json0 show neighbors details` (lldpd 1.0.16) writes them, for scripts that were written for it. */
export function lldpcliJson(neighbors: readonly NeighborDocument[], wall: number): Json0 {
  if (neighbors.length === 0) return { lldp: [{}] };
  const remoteIds = new Map<string, number>();
  const entries = neighbors.map((neighbor): Json0 => {
    const system = neighbor.chassisId.bytes;
    if (!remoteIds.has(system)) remoteIds.set(system, remoteIds.size + 1);
    return {
      name: neighbor.interface,
      // Not in lldpd, which knows one namespace.
      namespace: neighbor.namespace,
      via: "LLDP",
      rid: String(remoteIds.get(system)),
      age: lldpcliAge((wall - Date.parse(neighbor.firstSeen)) / 1000),
      chassis: [chassis(neighbor)],
      port: [port(neighbor)],
      ...dot1Children(neighbor.dot1),
      ...medChildren(neighbor.med),
      ...unknownChildren(neighbor),
    };
  });
  return { lldp: [{ interface: entries }] };
}

const optional = (name: string, text: string | null): Json0 => (text === null ? {} : { [name]: textChild(text) });

function chassis(neighbor: NeighborDocument): Json0 {
  const addresses = neighbor.managementAddresses.filter(({ family }) => family === "ipv4" || family === "ipv6");
  const interfaces = addresses.filter(({ interfaceNumber }) => interfaceNumber !== 0);
  return {
    id: [{ type: identifierTypes[neighbor.chassisId.subtype] ?? "unhandled", value: neighbor.chassisId.value }],
    ...optional("name", neighbor.systemName),
    ...optional("descr", neighbor.systemDescription),
    ...(addresses.length > 0 ? { "mgmt-ip": addresses.map(({ address }) => ({ value: address })) } : {}),
    ...(interfaces.length > 0 ? { "mgmt-iface": interfaces.map(({ interfaceNumber }) => ({ value: String(interfaceNumber) })) } : {}),
    ...(neighbor.capabilities ? { capability: capabilities(neighbor.capabilities) } : {}),
  };
}

function capabilities({ supported, enabled }: NonNullable<LldpduDocument["capabilities"]>): readonly Json0[] {
  const known = Object.keys(capabilityTypes).filter((name) => supported.includes(name));
  const others = supported.filter((name) => !known.includes(name));
  return [...known, ...others].map((name) => ({ type: capabilityTypes[name] ?? name, enabled: enabled.includes(name) }));
}

function port(neighbor: NeighborDocument): Json0 {
  return {
    id: [{ type: identifierTypes[neighbor.portId.subtype] ?? "unhandled", value: neighbor.portId.value }],
    ...optional("descr", neighbor.portDescription),
    ttl: textChild(neighbor.ttl),
    ...dot3Children(neighbor.dot3),
  };
}

/** lldpcli's words for the subtypes of chassis and port ids. */
const identifierTypes: Readonly<Record<string, string>> = {
  "chassis-component": "unhandled",
  "interface-alias": "ifalias",
  "port-component": "unhandled",
  "mac-address": "mac",
  "network-address": "ip",
  "interface-name": "ifname",
  "agent-circuit-id": "unhandled",
  local: "local",
};

/** In lldpcli's order. */
const capabilityTypes: Readonly<Record<string, string>> = {
  other: "Other",
  repeater: "Repeater",
  bridge: "Bridge",
  router: "Router",
  "wlan-access-point": "Wlan",
  telephone: "Tel",
  "docsis-cable-device": "Docsis",
  station: "Station",
};

/** `0 day, 00:00:03`. */
function lldpcliAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (count: number) => String(count).padStart(2, "0");
  const days = Math.floor(whole / 86_400);
  return `${days} day${days > 1 ? "s" : ""}, ${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

import type { Fact, NamespaceFacts, NeighborFacts, PortFacts } from "../../src/topology/index.ts";

const identifier = (value: string) => ({ subtype: "local", value, bytes: Buffer.from(value).toString("hex") });

export function namespaceFacts(id: string, over: Partial<NamespaceFacts> = {}): NamespaceFacts {
  return {
    id,
    name: id,
    names: [id],
    inode: 1,
    kind: "named",
    state: "running",
    host: "host",
    chassis: identifier(`${id}@x`),
    systemName: `${id}@host`,
    ...over,
  };
}

export function portFacts(namespace: string, name: string, over: Partial<PortFacts> = {}): PortFacts {
  return {
    id: `${namespace}:${name}`,
    namespace,
    interface: name,
    ifindex: 2,
    mac: "02:00:00:00:00:01",
    kind: "veth",
    mtu: 1500,
    state: "up",
    adminUp: true,
    mode: "rx-and-tx",
    watched: true,
    master: null,
    bridge: null,
    bridgePortState: null,
    bridgePortGroupFwdMask: 0,
    leavesMachine: false,
    wiredTo: null,
    parent: null,
    speed: 10_000,
    duplex: "full",
    pvid: null,
    aggregated: false,
    portId: { subtype: "interface-name", value: name, bytes: Buffer.from(name).toString("hex") },
    firmwareAgent: null,
    ...over,
  };
}

export function neighborFacts(port: string, remote: string, over: Partial<NeighborFacts> = {}): NeighborFacts {
  const [namespace, name] = port.split(":") as [string, string];
  return {
    id: `${port}-${remote}`,
    port,
    namespace,
    interface: name,
    protocol: "lldp",
    destination: "nearest-bridge",
    sourceMac: "02:00:00:00:00:02",
    vlan: null,
    chassisId: identifier(remote),
    portId: { subtype: "interface-name", value: "eth0", bytes: "65746830" },
    ttl: 121,
    portDescription: "eth0",
    systemName: remote,
    systemDescription: "Debian GNU/Linux 12 (bookworm)",
    capabilities: { supported: ["bridge", "router", "station-only"], enabled: ["router"] },
    managementAddresses: [],
    dot1: null,
    dot3: null,
    med: null,
    organizationSpecific: [],
    unknown: [],
    firstSeen: "2026-01-01T00:00:00.000Z",
    lastChange: "2026-01-01T00:00:00.000Z",
    ...over,
  };
}

/** A namespace with so many ports, each with one neighbor. */
export function namespaceOf(id: string, ports: number): Fact[] {
  const facts: Fact[] = [{ kind: "namespace", facts: namespaceFacts(id) }];
  for (let index = 0; index < ports; index++) {
    const port = portFacts(id, `eth${index}`, { ifindex: index + 2 });
    facts.push({ kind: "port", facts: port }, { kind: "neighbor", facts: neighborFacts(port.id, `${id}-peer${index}`), reason: "new" });
  }
  return facts;
}

import {
  type EventDocument,
  type LinkDocument,
  type NamespaceDocument,
  type NeighborDocument,
  type NodeDocument,
  noCounters,
  type PortCounters,
  type PortDocument,
  type StatusDocument,
  type TopologyDocument,
} from "../../src/topology/index.ts";

// One fixed lab: net0 and net1 joined by a cable and by a bridge in br0, a cable that is heard one way only, a switch outside, and a
// neighbor with a hostile name.

export const labTime = "2026-11-25T08:00:00.000Z";
export const labWall = Date.parse("2026-11-25T08:03:20.000Z");
export const labEpoch = "e1";
export const labRevision = 42;

const counters: PortCounters = { ...noCounters, framesTransmitted: 7, framesReceived: 6 };

const port = (id: string, facts: Partial<PortDocument> = {}): PortDocument => {
  const [namespace = "", name = ""] = id.split(":");
  return {
    id,
    namespace,
    interface: name,
    ifindex: 2,
    mac: "02:00:00:00:00:01",
    kind: "veth",
    mtu: 1500,
    state: "up",
    mode: "rx-and-tx",
    master: null,
    wiredTo: null,
    neighbors: 1,
    verdict: "ok",
    reason: null,
    warnings: [],
    counters,
    lastChange: labTime,
    ...facts,
  };
};

export const labPorts: readonly PortDocument[] = [
  port("br0:p0", { master: "br0", wiredTo: "net0:eth1" }),
  port("br0:p1", { master: "br0", wiredTo: "net1:eth1", state: "no-carrier", neighbors: 0, verdict: "down", reason: "no-carrier" }),
  port("host:enp1s0", { kind: "physical", mode: "rx-only", verdict: "unverified", reason: "receive-only", warnings: ["mtu-mismatch"] }),
  port("net0:eth0", { wiredTo: "net1:eth0" }),
  port("net0:eth1", { wiredTo: "br0:p0", ifindex: 3 }),
  port("net1:eth0", { wiredTo: "net0:eth0", neighbors: 0, verdict: "one-way", reason: "agent-disabled" }),
  port("net1:eth1", { wiredTo: "br0:p1", ifindex: 3, state: "down", neighbors: 0, verdict: "down", reason: "admin-down" }),
];

const neighbor = (id: string, on: string, system: string | null, portId: string, facts: Partial<NeighborDocument> = {}): NeighborDocument => {
  const [namespace = "", name = ""] = on.split(":");
  return {
    id,
    port: on,
    namespace,
    interface: name,
    protocol: "lldp",
    destination: "nearest-bridge",
    sourceMac: "02:00:00:00:00:02",
    vlan: null,
    chassisId: { subtype: "local", value: "net1@0123456789ab", bytes: "6e657431403031323334353637383961" },
    portId: { subtype: "interface-name", value: portId, bytes: "65746830" },
    ttl: 121,
    portDescription: "cable to the left",
    systemName: system,
    systemDescription: "Linux 6.18",
    capabilities: { supported: ["bridge", "station"], enabled: ["station"] },
    managementAddresses: [{ family: "ipv4", address: "192.0.2.1", interfaceNumbering: "ifindex", interfaceNumber: 2, oid: null }],
    dot1: null,
    dot3: null,
    med: null,
    organizationSpecific: [],
    unknown: [],
    firstSeen: labTime,
    lastChange: labTime,
    expiresAt: "2026-11-25T08:05:00.000Z",
    ...facts,
  };
};

export const labNeighbors: readonly NeighborDocument[] = [
  neighbor("0a0000000001", "br0:p0", "net0@lab", "eth1"),
  neighbor("0a0000000002", "host:enp1s0", "core\u001b[31m-1\u202e", "Gi0/1", {
    chassisId: { subtype: "mac-address", value: "00:11:22:33:44:55", bytes: "001122334455" },
    capabilities: { supported: ["bridge", "router"], enabled: ["bridge", "router"] },
    managementAddresses: [
      { family: "ipv4", address: "10.0.0.1", interfaceNumbering: "ifindex", interfaceNumber: 7, oid: null },
      { family: "ipv6", address: "2001:db8::1", interfaceNumbering: "unknown", interfaceNumber: 0, oid: null },
    ],
  }),
  neighbor("0a0000000003", "net0:eth0", "\u6771\u4eac-\u8def\u7531\u5668@lab", "eth0"),
  neighbor("0a0000000004", "net0:eth1", "br0@lab", "p0", { capabilities: { supported: ["bridge"], enabled: ["bridge"] } }),
];

const namespace = (name: string, ports: number, facts: Partial<NamespaceDocument> = {}): NamespaceDocument => ({
  id: name,
  name,
  names: [name],
  inode: 4026532000 + ports,
  kind: "named",
  state: "running",
  ports,
  ...facts,
});

export const labNamespaces: readonly NamespaceDocument[] = [
  namespace("br0", 2),
  namespace("host", 1, { kind: "host", names: [] }),
  namespace("net0", 2),
  namespace("net1", 2, { state: "opening" }),
];

const link = (a: string, b: string, facts: Partial<LinkDocument>): LinkDocument => ({
  id: `${a}--${b}`,
  a,
  b,
  planned: null,
  wired: true,
  observed: { aToB: true, bToA: true },
  verdict: "ok",
  reason: null,
  fix: null,
  warnings: [],
  flaps: 0,
  since: labTime,
  ...facts,
});

export const labLinks: readonly LinkDocument[] = [
  link("br0:p0", "net0:eth1", {}),
  link("br0:p1", "net1:eth1", { observed: { aToB: false, bToA: false }, verdict: "down", reason: "admin-down", fix: "ip -n net1 link set eth1 up" }),
  link("host:enp1s0", "~0f1e2d3c4b5a:Gi0/1", {
    wired: null,
    observed: { aToB: null, bToA: true },
    verdict: "unverified",
    reason: "receive-only",
    warnings: ["mtu-mismatch"],
  }),
  link("net0:eth0", "net1:eth0", {
    observed: { aToB: false, bToA: true },
    verdict: "one-way",
    reason: "agent-disabled",
    fix: "lldp-watch port set net1:eth0 --mode rx-and-tx",
  }),
];

const node = (id: string, ports: readonly string[], facts: Partial<NodeDocument> = {}): NodeDocument => ({
  id,
  kind: "system",
  name: id,
  host: "lab",
  namespace: id,
  chassisId: null,
  capabilities: null,
  ports,
  ...facts,
});

export const labTopology: TopologyDocument = {
  schema: 1,
  epoch: labEpoch,
  revision: labRevision,
  generatedAt: labTime,
  nodes: [
    node("br0", ["br0:p0", "br0:p1"]),
    node("host", ["host:enp1s0"]),
    node("net0", ["net0:eth0", "net0:eth1"]),
    node("net1", ["net1:eth0", "net1:eth1"]),
    node("~0f1e2d3c4b5a", ["~0f1e2d3c4b5a:Gi0/1"], { kind: "remote", name: "core\u001b[31m-1\u202e", host: null, namespace: null }),
  ],
  links: labLinks,
};

export const labStatus: StatusDocument = {
  schema: 1,
  version: "0.1.0",
  epoch: labEpoch,
  revision: labRevision,
  uptime: 3725,
  namespaces: 4,
  ports: 7,
  neighbors: 4,
  links: { ok: 1, down: 1, "one-way": 1, unverified: 1 },
  history: { state: "running", events: 42, bytes: 8192, error: null },
  bus: { state: "off", error: null },
  push: { state: "failing", queued: 10, written: 5, dropped: 0, error: "connect ECONNREFUSED 127.0.0.1:8086" },
};

const gone = labNeighbors[2] as NeighborDocument;
export const labEvents: readonly EventDocument[] = [
  {
    id: `${labEpoch}-43`,
    time: "2026-11-25T08:03:01.000Z",
    kind: "neighbor-removed",
    port: gone.port,
    namespace: gone.namespace,
    interface: gone.interface,
    reason: "shutdown",
    before: gone,
    after: null,
  },
  {
    id: `${labEpoch}-44`,
    time: "2026-11-25T08:03:02.000Z",
    kind: "link-changed",
    port: "net0:eth0",
    namespace: "net0",
    interface: "eth0",
    reason: "changed",
    before: labLinks[3],
    after: { ...(labLinks[3] as LinkDocument), observed: { aToB: false, bToA: false }, verdict: "missing", reason: "peer-silent" },
  },
];

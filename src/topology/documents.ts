import type { Destination, EventKind, EventReason, NamespaceKind, PortMode, PortState, Reason, Verdict, Warning } from "./words.ts";

// The JSON documents that every reader of lldp-watch sees. api/contract.ts has the schemas; a test holds both together.
// Everything is readonly; times are RFC 3339 UTC strings made by whoever lends the clock.

export const schemaVersion = 1;

export interface IdentifierDocument {
  /** Name of the subtype in the standard: `mac-address`, `interface-name`, `local`, ... or `reserved-N`. */
  readonly subtype: string;
  /** For people. Not yet safe for a terminal. */
  readonly value: string;
  /** Lower-case hex of the identifier without its subtype octet. */
  readonly bytes: string;
}

export interface CapabilitySets {
  readonly supported: readonly string[];
  readonly enabled: readonly string[];
}

export interface ManagementAddressDocument {
  /** `ipv4`, `ipv6`, `mac` or `family-N`. */
  readonly family: string;
  readonly address: string;
  readonly interfaceNumbering: "unknown" | "ifindex" | "system-port-number" | `reserved-${number}`;
  readonly interfaceNumber: number;
  /** Dotted, or null when none was sent. */
  readonly oid: string | null;
}

export interface OrganizationTlvDocument {
  /** `00-80-c2` form. */
  readonly oui: string;
  readonly subtype: number;
  readonly bytes: string;
}

/** The meaning of an LLDPDU, as JSON. dot1, dot3 and med are null when no such TLV was sent; their fields are documented in the schema. */
export interface LldpduDocument {
  readonly chassisId: IdentifierDocument;
  readonly portId: IdentifierDocument;
  readonly ttl: number;
  readonly portDescription: string | null;
  readonly systemName: string | null;
  readonly systemDescription: string | null;
  readonly capabilities: CapabilitySets | null;
  readonly managementAddresses: readonly ManagementAddressDocument[];
  readonly dot1: Readonly<Record<string, unknown>> | null;
  readonly dot3: Readonly<Record<string, unknown>> | null;
  readonly med: Readonly<Record<string, unknown>> | null;
  readonly organizationSpecific: readonly OrganizationTlvDocument[];
  readonly unknown: readonly { readonly type: number; readonly bytes: string }[];
}

export interface NeighborDocument extends LldpduDocument {
  readonly id: string;
  readonly port: string;
  readonly namespace: string;
  readonly interface: string;
  readonly protocol: "lldp";
  readonly destination: Destination;
  readonly sourceMac: string;
  readonly vlan: number | null;
  readonly firstSeen: string;
  readonly lastChange: string;
  readonly expiresAt: string;
}

/** What the graph keeps of a neighbor: everything but the deadline, which never enters a revision. */
export type NeighborFacts = Omit<NeighborDocument, "expiresAt">;

export interface PortCounters {
  readonly framesTransmitted: number;
  readonly framesReceived: number;
  readonly framesDiscarded: number;
  readonly framesInErrors: number;
  readonly tlvsDiscarded: number;
  readonly tlvsUnrecognized: number;
  readonly ageouts: number;
  readonly transmitErrors: number;
  readonly lengthErrors: number;
  readonly foreignDestination: number;
  readonly tooManyNeighbors: number;
  readonly rateLimited: number;
  readonly socketDrops: number;
}

/** Of a port where nothing was ever counted. */
export const noCounters: PortCounters = {
  framesTransmitted: 0,
  framesReceived: 0,
  framesDiscarded: 0,
  framesInErrors: 0,
  tlvsDiscarded: 0,
  tlvsUnrecognized: 0,
  ageouts: 0,
  transmitErrors: 0,
  lengthErrors: 0,
  foreignDestination: 0,
  tooManyNeighbors: 0,
  rateLimited: 0,
  socketDrops: 0,
};

export interface PortDocument {
  readonly id: string;
  readonly namespace: string;
  readonly interface: string;
  readonly ifindex: number;
  readonly mac: string;
  /** rtnetlink kind (`veth`, `bridge`, `macvlan`, ...), `physical` for a device with a driver, else `unknown`. */
  readonly kind: string;
  readonly mtu: number;
  readonly state: PortState;
  readonly mode: PortMode;
  /** Name of the master interface, or null. */
  readonly master: string | null;
  /** Port id at the other end of the wire as the kernel tells it, or null. */
  readonly wiredTo: string | null;
  readonly neighbors: number;
  readonly verdict: Verdict | null;
  readonly reason: Reason | null;
  readonly warnings: readonly Warning[];
  /** Null where nobody can know: at a collector, because counters stay on the machine. */
  readonly counters: PortCounters | null;
  readonly lastChange: string;
}

export interface NamespaceDocument {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly inode: number;
  readonly kind: NamespaceKind;
  readonly state: "opening" | "running" | "failed" | "gone" | "stale";
  readonly ports: number;
}

export interface NodeDocument {
  readonly id: string;
  readonly kind: "system" | "segment" | "remote";
  readonly name: string;
  readonly host: string | null;
  readonly namespace: string | null;
  readonly chassisId: IdentifierDocument | null;
  readonly capabilities: CapabilitySets | null;
  /** The node's own ports; of a segment the ports that share it, which belong to other nodes. */
  readonly ports: readonly string[];
}

/**
 * A node in a node event. A system's ports follow from port events and a remote's from link events, so that one more port costs one event
 * of constant size; a segment's members are told in full.
 */
export type NodeFacts = Omit<NodeDocument, "ports"> & { readonly ports?: readonly string[] };

export interface LinkDocument {
  readonly id: string;
  /** Port ids, sorted. An end may also be the id of a segment node: a port on a shared medium whose other end is no port that we can name. */
  readonly a: string;
  readonly b: string;
  readonly planned: boolean | null;
  readonly wired: boolean | null;
  /** aToB: b hears a. */
  readonly observed: { readonly aToB: boolean | null; readonly bToA: boolean | null };
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  /** A command, or words where no single command is safe; null when there is nothing to mend. */
  readonly fix: string | null;
  readonly warnings: readonly Warning[];
  /** When the verdict became what it is. */
  readonly since: string;
  /** How often the verdict left `ok`, as far back as the graph remembers the link. */
  readonly flaps: number;
}

export interface TopologyDocument {
  readonly schema: 1;
  readonly epoch: string;
  readonly revision: number;
  readonly generatedAt: string;
  readonly nodes: readonly NodeDocument[];
  readonly links: readonly LinkDocument[];
}

export interface EventDocument {
  /** `EPOCH-SEQ`; SEQ is the revision after the event. */
  readonly id: string;
  readonly time: string;
  readonly kind: EventKind;
  readonly port: string | null;
  readonly namespace: string | null;
  readonly interface: string | null;
  readonly reason: EventReason;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Evidence {
  readonly fact: string;
  readonly source: string;
  readonly value: string;
}

export interface ExplainDocument {
  readonly schema: 1;
  readonly port: string;
  readonly peer: string | null;
  readonly verdict: Verdict | null;
  readonly reason: Reason | null;
  readonly fix: string | null;
  readonly evidence: readonly Evidence[];
}

export interface PlannedLinkResult {
  /** Port ids (or names of the plan where no such port is known); null for a link that no plan asks for. */
  readonly planned: { readonly a: string; readonly b: string } | null;
  /** For a planned link the ports that its two ends hear instead or as planned; for an unplanned link its two ports. */
  readonly actual: readonly string[];
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly fix: string | null;
  readonly warnings: readonly Warning[];
}

export interface VerifyDocument {
  readonly schema: 1;
  readonly ok: boolean;
  readonly summary: Readonly<Partial<Record<Verdict, number>>>;
  readonly links: readonly PlannedLinkResult[];
}

export interface DiffDocument {
  readonly schema: 1;
  readonly from: { readonly id: string; readonly time: string };
  readonly to: { readonly id: string; readonly time: string };
  readonly added: { readonly nodes: readonly NodeDocument[]; readonly links: readonly LinkDocument[] };
  readonly removed: { readonly nodes: readonly NodeDocument[]; readonly links: readonly LinkDocument[] };
  readonly changed: readonly { readonly id: string; readonly before: unknown; readonly after: unknown }[];
}

export interface StatusDocument {
  readonly schema: 1;
  readonly version: string;
  readonly epoch: string;
  readonly revision: number;
  /** Seconds. */
  readonly uptime: number;
  readonly namespaces: number;
  readonly ports: number;
  readonly neighbors: number;
  readonly links: Readonly<Partial<Record<Verdict, number>>>;
  readonly history: { readonly state: "off" | "running" | "failed"; readonly events: number; readonly bytes: number; readonly error: string | null };
  readonly bus: { readonly state: "off" | "connecting" | "connected" | "failed"; readonly error: string | null };
  readonly push: {
    readonly state: "off" | "running" | "failing";
    readonly queued: number;
    readonly written: number;
    readonly dropped: number;
    readonly error: string | null;
  };
}

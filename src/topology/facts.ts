import type { CapabilitySets, NeighborFacts } from "./documents.ts";
import type { EventReason, NamespaceKind, PortMode, PortState } from "./words.ts";

// What the graph is told, by the daemon (from the kernel and the agents) or by the bus (from other hosts). Names, not descriptors.

export interface NamespaceFacts {
  /** `NS`, or `HOST/NS` at a collector. */
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly inode: number;
  readonly kind: NamespaceKind;
  readonly state: "opening" | "running" | "failed" | "gone" | "stale";
  /** Name of the machine. */
  readonly host: string;
  /** The chassis id that our agents in this namespace send: how others' reports are recognized. */
  readonly chassis: { readonly subtype: string; readonly value: string; readonly bytes: string };
  readonly systemName: string;
  /** What our agents say this system is; null or absent when they say nothing. */
  readonly capabilities?: CapabilitySets | null;
  /** A file that nsenter(1) can enter, for namespaces that `ip -n` cannot name; shown in fixes. */
  readonly path?: string | null;
}

export interface BridgeFacts {
  /** Port-id form `NS:br0`. */
  readonly name: string;
  readonly stp: boolean;
  readonly groupFwdMask: number;
  /** Whether the bridge itself is administratively up; absent when nobody told. */
  readonly adminUp?: boolean;
}

export interface PortFacts {
  readonly id: string;
  readonly namespace: string;
  readonly interface: string;
  readonly ifindex: number;
  readonly mac: string;
  readonly kind: string;
  readonly mtu: number;
  readonly state: PortState;
  readonly adminUp: boolean;
  readonly mode: PortMode;
  /** Whether we have agents on it: wiring is read everywhere, agents run only where `--namespaces` and `--interfaces` allow. */
  readonly watched: boolean;
  readonly master: string | null;
  readonly bridge: BridgeFacts | null;
  /** Port state on its bridge: disabled, listening, learning, forwarding, blocking; null when it is on none. */
  readonly bridgePortState: string | null;
  readonly bridgePortGroupFwdMask: number;
  /** Whether the wire leaves what we can see: a physical NIC (null wiredTo there means "cannot know"). */
  readonly leavesMachine: boolean;
  /** Port id of the veth peer; null when unknown or none. */
  readonly wiredTo: string | null;
  /** Port id of the parent (macvlan, vlan, vxlan), else null. */
  readonly parent: string | null;
  /** Mbit/s, or null. */
  readonly speed: number | null;
  readonly duplex: "full" | "half" | null;
  readonly pvid: number | null;
  readonly aggregated: boolean;
  /** Our port id TLV as sent; how others' reports are recognized. */
  readonly portId: { readonly subtype: string; readonly value: string; readonly bytes: string };
  /** Firmware that swallows LLDP on this NIC, with the command that turns it off; null when none is known. */
  readonly firmwareAgent: { readonly driver: string; readonly fix: string } | null;
}

export interface PortDrift {
  /** Numbers that never enter a revision; read when a reason is looked for. */
  readonly framesTransmitted: number;
  readonly framesReceived: number;
  readonly socketDrops: number;
}

/** A change that the graph is told. Applied in order; each may give several numbered events. */
export type Fact =
  | { readonly kind: "namespace"; readonly facts: NamespaceFacts }
  | { readonly kind: "namespace-gone"; readonly id: string }
  | { readonly kind: "port"; readonly facts: PortFacts }
  | { readonly kind: "port-gone"; readonly id: string; readonly reason: EventReason }
  | { readonly kind: "neighbor"; readonly facts: NeighborFacts; readonly reason: EventReason }
  | { readonly kind: "neighbor-gone"; readonly id: string; readonly port: string; readonly reason: EventReason }
  | { readonly kind: "plan"; readonly plan: Plan | null }
  | { readonly kind: "tick" };

export interface PlannedEnd {
  readonly node: string;
  /** Other names of the node, tried in order when nothing is called `node` (containerlab: `clab-LAB-NODE`). */
  readonly aliases?: readonly string[];
  readonly interface: string;
}

export interface PlannedLink {
  readonly a: PlannedEnd;
  readonly b: PlannedEnd;
  /** PTM's match options; default `ifname`. */
  readonly match: "ifname" | "portdescr";
  /** Whether host names are compared with their domain. */
  readonly fqdn: boolean;
  /** Line in the plan file, from 1, for messages; 0 when unknown. */
  readonly line: number;
}

export interface Plan {
  readonly source: string;
  readonly links: readonly PlannedLink[];
  readonly nodes: readonly string[];
}

// What a lab file means, after defaults, kinds and groups are merged and every name is checked. Plain data, also kept in the journal.

export const nodeKinds = ["linux", "bridge", "host", "container"] as const;
/** `linux`: a namespace. `bridge`: a bridge in a namespace of its own. `host`: the namespace we run in. `container`: one that exists already. */
export type NodeKind = (typeof nodeKinds)[number];

export interface Address {
  readonly interface: string;
  /** With prefix length, as written: `10.0.0.1/24`. */
  readonly address: string;
}

export interface Route {
  /** Prefix, or `default` (IPv4) or `::/0`. */
  readonly to: string;
  /** Next hops; more than one is equal-cost multipath. */
  readonly via: readonly string[];
  readonly interface: string | null;
  readonly metric: number | null;
}

export interface PortVlans {
  /** VID of untagged frames, or null to keep the bridge's default (1). */
  readonly pvid: number | null;
  readonly tagged: readonly number[];
}

export interface BridgeSettings {
  /** Bits of 01:80:c2:00:00:0X that the bridge forwards; 0x4000 is LLDP's nearest bridge address. */
  readonly groupFwdMask: number;
  readonly stp: boolean;
  readonly vlanFiltering: boolean;
  readonly vlans: Readonly<Record<string, PortVlans>>;
}

export interface LabNode {
  readonly name: string;
  readonly kind: NodeKind;
  /** Name of the container at its runtime; null for other kinds. */
  readonly container: string | null;
  readonly group: string | null;
  readonly forwarding: boolean;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  /** Shell commands, run in the namespace when every node and cable is there. */
  readonly exec: readonly string[];
  /** Only for `kind: bridge`. */
  readonly bridge: BridgeSettings | null;
}

export interface End {
  readonly node: string;
  readonly interface: string;
  readonly mac: string | null;
}

/** A veth pair. */
export interface Cable {
  readonly kind: "veth";
  readonly a: End;
  readonly b: End;
  readonly mtu: number | null;
}

/** An interface on top of one of the host's. */
export interface MacvlanLink {
  readonly kind: "macvlan";
  readonly a: End;
  readonly parent: string;
  readonly mode: string;
  readonly mtu: number | null;
}

/** A tunnel from the node over the host's network. */
export interface VxlanLink {
  readonly kind: "vxlan";
  readonly a: End;
  readonly remote: string;
  readonly vni: number;
  readonly destinationPort: number;
  readonly sourcePort: number | null;
  readonly mtu: number | null;
}

export type LabLink = Cable | MacvlanLink | VxlanLink;

export interface Lab {
  readonly name: string;
  /** As containerlab: null or "" names a namespace as its node; `__lab-name` gives LAB-NODE; any other P gives P-LAB-NODE. */
  readonly prefix: string | null;
  readonly nodes: readonly LabNode[];
  readonly links: readonly LabLink[];
}

/** The two ends of a cable, the one end of any other link. */
export function endsOf(link: LabLink): readonly End[] {
  return link.kind === "veth" ? [link.a, link.b] : [link.a];
}

/** `node:interface`, as in the file and in port ids. */
export function endName(end: End): string {
  return `${end.node}:${end.interface}`;
}

/** What names a link for people and, as ifalias, on the interface itself. */
export function linkName(link: LabLink): string {
  switch (link.kind) {
    case "veth":
      return [link.a, link.b].map(endName).sort().join(" -- ");
    case "macvlan":
      return `${endName(link.a)} on ${link.parent}`;
    case "vxlan":
      return `${endName(link.a)} to ${link.remote} vni ${link.vni}`;
  }
}

/** Name of the node's namespace under /run/netns; null for the host and for containers, which have their own. */
export function namespaceOf(lab: Lab, node: LabNode): string | null {
  if (node.kind === "host" || node.kind === "container") return null;
  if (lab.prefix === null || lab.prefix === "") return node.name;
  return lab.prefix === "__lab-name" ? `${lab.name}-${node.name}` : `${lab.prefix}-${lab.name}-${node.name}`;
}

/** The ifalias of a node's loopback interface: says to people, and to us when the journal is lost, whose namespace it is. */
export function nodeAlias(lab: Lab, node: string): string {
  return `lldp-watch lab ${lab.name}: ${node}`;
}

/** The ifalias of both ends of a link: the label on the cable. */
export function linkAlias(lab: Lab, link: LabLink): string {
  return `lldp-watch lab ${lab.name}: ${linkName(link)}`;
}

/** Device name of the bridge inside the namespace of a bridge node. */
export function bridgeDevice(node: LabNode): string {
  return node.name.length <= 15 ? node.name : "bridge0";
}

import type { MacAddress } from "../base/index.ts";

/** RFC 2863 operational states as the kernel tells them. It may tell late; `carrier` is always fresh. */
export const operationalStates = ["unknown", "not-present", "down", "lower-layer-down", "testing", "dormant", "up"] as const;
export type OperationalState = (typeof operationalStates)[number];

export const bridgePortStates = ["disabled", "listening", "learning", "forwarding", "blocking"] as const;
export type BridgePortState = (typeof bridgePortStates)[number];

export interface InterfaceAddress {
  readonly family: "ipv4" | "ipv6";
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: "global" | "site" | "link" | "host" | "nowhere" | `scope-${number}`;
  /** Not usable yet or any more: duplicate, tentative or deprecated. */
  readonly usable: boolean;
}

/** What a bridge device is set to. */
export interface BridgeSettings {
  readonly stp: boolean;
  readonly groupFwdMask: number;
  readonly vlanFiltering: boolean;
}

/** The bridge's view of one of its ports. */
export interface BridgePort {
  readonly state: BridgePortState;
  readonly groupFwdMask: number;
}

export interface BridgeVlans {
  readonly pvid: number | null;
  /** Every VID that passes, sorted; `untagged` is the subset sent without a tag. */
  readonly tagged: readonly number[];
  readonly untagged: readonly number[];
}

/** What the NIC tells through ethtool's generic netlink family. Null where the driver does not say. */
export interface EthtoolFacts {
  /** Mbit/s. */
  readonly speed: number | null;
  readonly duplex: "full" | "half" | null;
  readonly autonegotiation: boolean | null;
  /** Whether the driver can negotiate at all (bit Autoneg of its own modes). */
  readonly autonegotiationSupported: boolean;
  /** Names of the modes that the NIC supports or advertises, as ethtool(8) prints them (`1000baseT/Full`). */
  readonly supportedModes: readonly string[];
  readonly advertisedModes: readonly string[];
  readonly privateFlags: Readonly<Record<string, boolean>>;
}

/** A device on a bus: `pci` and `0000:01:00.0`, say. */
export interface BusDevice {
  readonly bus: string;
  readonly name: string;
  readonly driver: string | null;
  /** An SR-IOV VF. */
  readonly virtualFunction: boolean;
}

/** Settings of the kinds that tell how an interface hangs on another. */
export type KindSettings =
  | { readonly kind: "vlan"; readonly id: number; readonly protocol: number }
  | { readonly kind: "macvlan"; readonly mode: "private" | "vepa" | "bridge" | "passthru" | "source" | "unknown" }
  | {
      readonly kind: "vxlan";
      readonly id: number;
      readonly link: number | null;
      readonly local: string | null;
      readonly remote: string | null;
      readonly port: number | null;
    }
  | { readonly kind: "bond"; readonly mode: string; readonly activeMember: number | null };

/** Everything the kernel tells of one interface. Values are immutable: a change is a new value. */
export interface InterfaceFacts {
  readonly ifindex: number;
  readonly name: string;
  readonly altnames: readonly string[];
  readonly alias: string | null;
  /** rtnetlink kind (`veth`, `bridge`, ...), `physical` for a device on a bus, `loopback`, else `unknown`. */
  readonly kind: string;
  /** ARPHRD_* number; 1 is Ethernet. */
  readonly hardwareType: number;
  /** Empty when the interface has none of six octets. */
  readonly mac: MacAddress;
  /** Of the hardware, also while a bond lends it another; null when the kernel tells none. */
  readonly permanentMac: MacAddress | null;
  readonly mtu: number;
  readonly flags: number;
  readonly adminUp: boolean;
  readonly carrier: boolean;
  readonly operationalState: OperationalState;
  /** Whether it forwards IPv4 or IPv6, as of the last message of the kernel about it. */
  readonly forwarding: boolean;
  /** ifindex of the bridge, bond, ... in the same namespace. */
  readonly master: number | null;
  /** Kind of the master (`bridge`, `bond`, `team`, `vrf`); null without one, and for Open vSwitch. */
  readonly masterKind: string | null;
  /** ifindex of the veth peer or of the interface below; in `linkNamespaceId`'s namespace, or in the same when that is null. */
  readonly link: number | null;
  readonly linkNamespaceId: number | null;
  readonly bridge: BridgeSettings | null;
  readonly bridgePort: BridgePort | null;
  readonly vlans: BridgeVlans | null;
  readonly settings: KindSettings | null;
  /** Null for software devices. */
  readonly device: BusDevice | null;
  readonly addresses: readonly InterfaceAddress[];
  /** Null until it was asked for, and for interfaces without hardware. */
  readonly ethtool: EthtoolFacts | null;
}

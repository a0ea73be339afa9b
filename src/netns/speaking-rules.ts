import type { MacAddress } from "../base/index.ts";
import type { PacketScope } from "../native/index.ts";
import type { InterfaceFacts } from "./interface-facts.ts";

/** Why an interface has no LLDP agents; null when it may have them. docs/reference/interfaces.md explains each. */
export type Silence = "loopback" | "not-ethernet" | "no-wire" | "master" | "upper" | "tunnel" | "virtual-function" | "no-address";

const arphrdEthernet = 1;
const iffLoopback = 0x8;
const iffNoArp = 0x80;

// What sends and hears through other interfaces must stay silent: its members, or the one below, are the ends of cables.
const silences = new Map<string, Silence>([
  ...["dummy", "ifb", "nlmon", "netdevsim"].map((kind) => [kind, "no-wire"] as const),
  ...["bridge", "bond", "team", "openvswitch", "vrf", "hsr"].map((kind) => [kind, "master"] as const),
  ...["vlan", "macsec", "ipvlan", "ipvtap"].map((kind) => [kind, "upper"] as const),
  ...["vxlan", "geneve", "gretap", "ip6gretap", "erspan", "ip6erspan", "bareudp", "batadv"].map((kind) => [kind, "tunnel"] as const),
]);

/**
 * Whether LLDP belongs on this interface, by its nature alone (patterns and modes are the daemon's): Ethernet-like and one end of a
 * wire. Not an SR-IOV VF, whose frames the NIC's own switch would hand to its siblings.
 */
export function silenceOf(facts: InterfaceFacts): Silence | null {
  if (facts.flags & iffLoopback || facts.kind === "loopback") return "loopback";
  if (facts.hardwareType !== arphrdEthernet) return "not-ethernet";
  const silence = silences.get(facts.kind);
  if (silence) return silence;
  if (facts.device?.virtualFunction) return "virtual-function";
  return facts.mac === "" || (facts.flags & iffNoArp && facts.kind === "unknown") ? "no-address" : null;
}

const letThrough = new Set(["bond", "team", "vrf"]);

/** What a packet socket there must be bound to so that it hears every LLDPDU: most masters take frames away from ETH_P_LLDP sockets. */
export function scopeOf(facts: InterfaceFacts): PacketScope {
  return facts.master !== null && !(facts.masterKind !== null && letThrough.has(facts.masterKind)) ? "all" : "lldp";
}

/** The address to send from: a bond or team lends all of its members one MAC, which would make them one port to a switch. */
export function sourceMacOf(facts: InterfaceFacts): MacAddress {
  const lent = facts.masterKind === "bond" || facts.masterKind === "team";
  return lent ? (facts.permanentMac ?? facts.mac) : facts.mac;
}

/** In words of the port document. Carrier decides, not the operational state, which the kernel may tell a second late. */
export function stateOf(facts: InterfaceFacts): "up" | "no-carrier" | "down" {
  if (!facts.adminUp) return "down";
  return facts.carrier ? "up" : "no-carrier";
}

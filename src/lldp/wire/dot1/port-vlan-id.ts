import { noOctets, octetsBetween, u16At } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.1
//
//   +------------+
//   |  PVID (2)  |   0: no port VLAN
//   +------------+

export interface PortVlanId {
  readonly kind: "dot1-port-vlan-id";
  readonly vlan: number;
  readonly surplus: Uint8Array;
}

export const portVlanIdTlv: TlvDefinition<PortVlanId> = {
  kind: "dot1-port-vlan-id",
  subtype: 1,
  field: "portVlanId",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.1Q-2018 D.2.1");
    return { kind: "dot1-port-vlan-id", vlan: u16At(octets, start), surplus: octetsBetween(octets, start + 2, end) };
  },
  encode: ({ vlan, surplus }) => Uint8Array.of(vlan >> 8, vlan & 0xff, ...surplus),
  describe: ({ vlan }, name, sink) => sink.number(name, vlan),
};

/** The VLAN of untagged frames on a port; 0 for none. */
export function portVlanId(vlan: number): PortVlanId {
  return { kind: "dot1-port-vlan-id", vlan, surplus: noOctets };
}

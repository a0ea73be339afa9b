import { noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.6
//
//   +-----------+
//   |  VID (2)  |   0: no management VLAN
//   +-----------+

export interface ManagementVlanId {
  readonly kind: "dot1-management-vlan-id";
  readonly vlan: number;
  readonly surplus: Uint8Array;
}

export const managementVlanIdTlv: TlvDefinition<ManagementVlanId> = {
  kind: "dot1-management-vlan-id",
  subtype: 6,
  field: "managementVlanId",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.1Q-2018 D.2.6");
    return { kind: "dot1-management-vlan-id", vlan: u16At(octets, start), surplus: octetsBetween(octets, start + 2, end) };
  },
  encode: ({ vlan, surplus }) => Uint8Array.of(...u16Octets(vlan), ...surplus),
  describe: ({ vlan }, name, sink) => sink.number(name, vlan),
};

/** The VLAN of management traffic; 0 for none. */
export function managementVlanId(vlan: number): ManagementVlanId {
  return { kind: "dot1-management-vlan-id", vlan, surplus: noOctets };
}

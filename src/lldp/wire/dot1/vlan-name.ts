import { noOctets, octetsBetween, u16At } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { utf8Octets } from "../text.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.3
//
//   +-----------+---------+-----------------+
//   |  VID (2)  |  n (1)  |  name (n 0..32)  |
//   +-----------+---------+-----------------+

export interface VlanName {
  readonly kind: "dot1-vlan-name";
  readonly vlan: number;
  /** Meant to be UTF-8. */
  readonly name: Uint8Array;
  readonly surplus: Uint8Array;
}

const clause = "802.1Q-2018 D.2.3";
const maxNameLength = 32;

export const vlanNameTlv: TlvDefinition<VlanName> = {
  kind: "dot1-vlan-name",
  subtype: 3,
  field: "vlans",
  occurs: "repeatedly",
  decode(octets, start, end) {
    if (end - start < 3) return tlvFault("too-short", start, clause);
    const nameEnd = start + 3 + (octets[start + 2] as number);
    if (nameEnd > end) return tlvFault("inner-length", start + 2, clause);
    if (nameEnd - start - 3 > maxNameLength) return tlvFault("too-long", start + 2, clause);
    const name = octets.subarray(start + 3, nameEnd);
    return { kind: "dot1-vlan-name", vlan: u16At(octets, start), name, surplus: octetsBetween(octets, nameEnd, end) };
  },
  encode: ({ vlan, name, surplus }) => Uint8Array.of(vlan >> 8, vlan & 0xff, name.length, ...name, ...surplus),
  describe({ vlan, name: vlanText }, name, sink) {
    sink.openObject(name);
    sink.number("id", vlan);
    sink.utf8("name", vlanText);
    sink.closeObject();
  },
};

/** A VLAN and its name, cut at 32 octets. */
export function vlanName(vlan: number, name: string): VlanName {
  return { kind: "dot1-vlan-name", vlan, name: utf8Octets(name, maxNameLength), surplus: noOctets };
}

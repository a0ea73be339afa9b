import { bitIf, noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.2
//
//   +-------------------------------------------+-------------+
//   | reserved | enabled 0x04 | supported 0x02 |  |  PPVID (2)  |   0: the port knows no PPVID
//   +-------------------------------------------+-------------+

export interface PortProtocolVlan {
  readonly kind: "dot1-port-protocol-vlan";
  readonly supported: boolean;
  readonly enabled: boolean;
  /** The other bits of the flags, as sent. */
  readonly reserved: number;
  readonly vlan: number;
  readonly surplus: Uint8Array;
}

const supportedBit = 0x02;
const enabledBit = 0x04;

export const portProtocolVlanTlv: TlvDefinition<PortProtocolVlan> = {
  kind: "dot1-port-protocol-vlan",
  subtype: 2,
  field: "portProtocolVlans",
  occurs: "repeatedly",
  decode(octets, start, end) {
    if (end - start < 3) return tlvFault("too-short", start, "802.1Q-2018 D.2.2");
    const flags = octets[start] as number;
    return {
      kind: "dot1-port-protocol-vlan",
      supported: (flags & supportedBit) !== 0,
      enabled: (flags & enabledBit) !== 0,
      reserved: flags & ~(supportedBit | enabledBit),
      vlan: u16At(octets, start + 1),
      surplus: octetsBetween(octets, start + 3, end),
    };
  },
  encode({ supported, enabled, reserved, vlan, surplus }) {
    return Uint8Array.of(reserved | bitIf(supported, supportedBit) | bitIf(enabled, enabledBit), ...u16Octets(vlan), ...surplus);
  },
  describe({ vlan, supported, enabled }, name, sink) {
    sink.openObject(name);
    sink.number("id", vlan);
    sink.flag("supported", supported);
    sink.flag("enabled", enabled);
    sink.closeObject();
  },
};

/** A port and protocol VLAN. */
export function portProtocolVlan(vlan: number, supported: boolean, enabled: boolean): PortProtocolVlan {
  return { kind: "dot1-port-protocol-vlan", supported, enabled, reserved: 0, vlan, surplus: noOctets };
}

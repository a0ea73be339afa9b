import { bitIf, octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { describeBitNumbers } from "../words.ts";

// 802.1Q-2018 D.2.10 (DCBX)
//
//   +--------------------------------------------------------------+---------------------------+
//   | willing 0x80 | MBC 0x40 | reserved 0x30 | capability 0x0f   |  enabled priorities (1)    |
//   +--------------------------------------------------------------+---------------------------+

export interface PriorityFlowControl {
  readonly kind: "dot1-priority-flow-control";
  readonly willing: boolean;
  /** MACsec bypass capability. */
  readonly macsecBypass: boolean;
  /** How many traffic classes may have it at once. */
  readonly capability: number;
  readonly reserved: number;
  /** One bit for each priority, priority 0 in the least significant bit. */
  readonly enabled: number;
  readonly surplus: Uint8Array;
}

const willingBit = 0x80;
const bypassBit = 0x40;

export const priorityFlowControlTlv: TlvDefinition<PriorityFlowControl> = {
  kind: "dot1-priority-flow-control",
  subtype: 11,
  field: "priorityFlowControl",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.1Q-2018 D.2.10");
    const flags = octets[start] as number;
    return {
      kind: "dot1-priority-flow-control",
      willing: (flags & willingBit) !== 0,
      macsecBypass: (flags & bypassBit) !== 0,
      capability: flags & 0x0f,
      reserved: flags & 0x30,
      enabled: octets[start + 1] as number,
      surplus: octetsBetween(octets, start + 2, end),
    };
  },
  encode({ willing, macsecBypass, capability, reserved, enabled, surplus }) {
    return Uint8Array.of(bitIf(willing, willingBit) | bitIf(macsecBypass, bypassBit) | reserved | capability, enabled, ...surplus);
  },
  describe({ willing, macsecBypass, capability, enabled }, name, sink) {
    sink.openObject(name);
    sink.flag("willing", willing);
    sink.flag("macsecBypass", macsecBypass);
    sink.number("capability", capability);
    describeBitNumbers("enabled", enabled, sink);
    sink.closeObject();
  },
};

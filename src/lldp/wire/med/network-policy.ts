import { bitIf, noOctets, octetsBetween, u24At, u24Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { wordOf } from "../words.ts";

// ANSI/TIA-1057 10.2.3
//
//   +-------------------+---------------------------------------------------------------------+
//   |  application (1)  | unknown 1 | tagged 1 | reserved 1 | VID 12 | priority 3 | DSCP 6      |
//   +-------------------+---------------------------------------------------------------------+

export interface NetworkPolicy {
  readonly kind: "med-network-policy";
  /** 1 voice, 2 voice signaling, ... 8 video signaling. */
  readonly application: number;
  /** The device needs a policy and has none. */
  readonly unknownPolicy: boolean;
  readonly tagged: boolean;
  readonly reserved: boolean;
  readonly vlan: number;
  readonly priority: number;
  readonly dscp: number;
  readonly surplus: Uint8Array;
}

const applicationNames = [
  undefined,
  "voice",
  "voice-signaling",
  "guest-voice",
  "guest-voice-signaling",
  "softphone-voice",
  "video-conferencing",
  "streaming-video",
  "video-signaling",
];

export const networkPolicyTlv: TlvDefinition<NetworkPolicy> = {
  kind: "med-network-policy",
  subtype: 2,
  field: "networkPolicies",
  occurs: ({ application }) => application,
  decode(octets, start, end) {
    if (end - start < 4) return tlvFault("too-short", start, "TIA-1057 10.2.3");
    const bits = u24At(octets, start + 1);
    return {
      kind: "med-network-policy",
      application: octets[start] as number,
      unknownPolicy: (bits & 0x800000) !== 0,
      tagged: (bits & 0x400000) !== 0,
      reserved: (bits & 0x200000) !== 0,
      vlan: (bits >> 9) & 0x0fff,
      priority: (bits >> 6) & 7,
      dscp: bits & 0x3f,
      surplus: octetsBetween(octets, start + 4, end),
    };
  },
  encode({ application, unknownPolicy, tagged, reserved, vlan, priority, dscp, surplus }) {
    const flags = bitIf(unknownPolicy, 0x800000) | bitIf(tagged, 0x400000) | bitIf(reserved, 0x200000);
    return Uint8Array.of(application, ...u24Octets(flags | (vlan << 9) | (priority << 6) | dscp), ...surplus);
  },
  describe(tlv, name, sink) {
    sink.openObject(name);
    sink.word("application", wordOf(applicationNames, tlv.application));
    sink.flag("unknownPolicy", tlv.unknownPolicy);
    sink.flag("tagged", tlv.tagged);
    sink.number("vlan", tlv.vlan);
    sink.number("priority", tlv.priority);
    sink.number("dscp", tlv.dscp);
    sink.closeObject();
  },
};

/** The policy for one application. */
export function networkPolicy(fields: Pick<NetworkPolicy, "application" | "tagged" | "vlan" | "priority" | "dscp">): NetworkPolicy {
  return { kind: "med-network-policy", ...fields, unknownPolicy: false, reserved: false, surplus: noOctets };
}

import { noOctets, octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.4
//
//   +---------+---------------------+
//   |  n (1)  |  identity (n 0..255) |   the first octets of the protocol, from its ethertype or LLC header on
//   +---------+---------------------+

export interface ProtocolIdentity {
  readonly kind: "dot1-protocol-identity";
  readonly identity: Uint8Array;
  readonly surplus: Uint8Array;
}

const clause = "802.1Q-2018 D.2.4";

export const protocolIdentityTlv: TlvDefinition<ProtocolIdentity> = {
  kind: "dot1-protocol-identity",
  subtype: 4,
  field: "protocolIdentities",
  occurs: "repeatedly",
  decode(octets, start, end) {
    if (start >= end) return tlvFault("too-short", start, clause);
    const identityEnd = start + 1 + (octets[start] as number);
    if (identityEnd > end) return tlvFault("inner-length", start, clause);
    return { kind: "dot1-protocol-identity", identity: octets.subarray(start + 1, identityEnd), surplus: octetsBetween(octets, identityEnd, end) };
  },
  encode: ({ identity, surplus }) => Uint8Array.of(identity.length, ...identity, ...surplus),
  describe: ({ identity }, name, sink) => sink.hex(name, identity),
};

/** A protocol that the port speaks, by its first octets (0 to 255). */
export function protocolIdentity(identity: Uint8Array): ProtocolIdentity {
  return { kind: "dot1-protocol-identity", identity, surplus: noOctets };
}

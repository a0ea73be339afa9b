import { noOctets, octetsBetween, u32At, u32Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.5
//
//   +--------------+
//   |  CRC-32 (4)  |   of the VID usage table: differs when the VLANs differ
//   +--------------+

export interface VidUsageDigest {
  readonly kind: "dot1-vid-usage-digest";
  readonly digest: number;
  readonly surplus: Uint8Array;
}

export const vidUsageDigestTlv: TlvDefinition<VidUsageDigest> = {
  kind: "dot1-vid-usage-digest",
  subtype: 5,
  field: "vidUsageDigest",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 4) return tlvFault("too-short", start, "802.1Q-2018 D.2.5");
    return { kind: "dot1-vid-usage-digest", digest: u32At(octets, start), surplus: octetsBetween(octets, start + 4, end) };
  },
  encode: ({ digest, surplus }) => Uint8Array.of(...u32Octets(digest), ...surplus),
  describe: ({ digest }, name, sink) => sink.number(name, digest),
};

/** A digest of the VIDs in use, 32 bits. */
export function vidUsageDigest(digest: number): VidUsageDigest {
  return { kind: "dot1-vid-usage-digest", digest, surplus: noOctets };
}

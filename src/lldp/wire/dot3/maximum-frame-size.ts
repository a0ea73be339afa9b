import { noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.3-2018 79.3.4
//
//   +--------------+
//   |  octets (2)  |   from the destination address to the FCS
//   +--------------+

export interface MaximumFrameSize {
  readonly kind: "dot3-maximum-frame-size";
  readonly size: number;
  readonly surplus: Uint8Array;
}

export const maximumFrameSizeTlv: TlvDefinition<MaximumFrameSize> = {
  kind: "dot3-maximum-frame-size",
  subtype: 4,
  field: "maximumFrameSize",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.3-2018 79.3.4");
    return { kind: "dot3-maximum-frame-size", size: u16At(octets, start), surplus: octetsBetween(octets, start + 2, end) };
  },
  encode: ({ size, surplus }) => Uint8Array.of(...u16Octets(size), ...surplus),
  describe: ({ size }, name, sink) => sink.number(name, size),
};

/** The longest frame in octets, header and FCS included: MTU + 18, or + 22 where tags pass. Held to 65535. */
export function maximumFrameSize(size: number): MaximumFrameSize {
  return { kind: "dot3-maximum-frame-size", size: Math.min(0xffff, size), surplus: noOctets };
}

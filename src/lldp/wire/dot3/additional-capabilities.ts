import { bitIf, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.3-2018 79.3.7 (frame preemption of 802.3br)
//
//   +--------------------------------------------------------------------------------------------------+
//   | reserved 0xffe0 | additional fragment size 0x18 | active 0x04 | enabled 0x02 | supported 0x01    |
//   +--------------------------------------------------------------------------------------------------+

export interface AdditionalCapabilities {
  readonly kind: "dot3-additional-capabilities";
  readonly preemptionSupported: boolean;
  readonly preemptionEnabled: boolean;
  readonly preemptionActive: boolean;
  /** Shortest non-final fragment: 64 x (1 + this) octets with its CRC; 0 to 3. */
  readonly additionalFragmentSize: number;
  readonly reserved: number;
  readonly surplus: Uint8Array;
}

export const additionalCapabilitiesTlv: TlvDefinition<AdditionalCapabilities> = {
  kind: "dot3-additional-capabilities",
  subtype: 7,
  field: "additionalCapabilities",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.3-2018 79.3.7");
    const word = u16At(octets, start);
    return {
      kind: "dot3-additional-capabilities",
      preemptionSupported: (word & 1) !== 0,
      preemptionEnabled: (word & 2) !== 0,
      preemptionActive: (word & 4) !== 0,
      additionalFragmentSize: (word >> 3) & 3,
      reserved: word & 0xffe0,
      surplus: octetsBetween(octets, start + 2, end),
    };
  },
  encode(tlv) {
    const flags = bitIf(tlv.preemptionSupported, 1) | bitIf(tlv.preemptionEnabled, 2) | bitIf(tlv.preemptionActive, 4);
    return Uint8Array.of(...u16Octets(tlv.reserved | (tlv.additionalFragmentSize << 3) | flags), ...tlv.surplus);
  },
  describe(tlv, name, sink) {
    sink.openObject(name);
    sink.flag("preemptionSupported", tlv.preemptionSupported);
    sink.flag("preemptionEnabled", tlv.preemptionEnabled);
    sink.flag("preemptionActive", tlv.preemptionActive);
    sink.number("additionalFragmentSize", tlv.additionalFragmentSize);
    sink.closeObject();
  },
};

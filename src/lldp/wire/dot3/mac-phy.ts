import { bitIf, noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { describeBits } from "../words.ts";
import { mauTypeName } from "./mau-types.ts";

// 802.3-2018 79.3.1
//
//   +---------------------------------------------------+------------------+----------------+
//   | reserved | enabled 0x02 | supported 0x01 |         |  advertised (2)  |  MAU type (2)  |
//   +---------------------------------------------------+------------------+----------------+

export interface MacPhy {
  readonly kind: "dot3-mac-phy";
  readonly autoNegotiationSupported: boolean;
  readonly autoNegotiationEnabled: boolean;
  /** The other bits of the status, as sent. */
  readonly reserved: number;
  /** ifMauAutoNegCapAdvertisedBits: bit 0 of the MIB is the most significant one. */
  readonly advertised: number;
  /** dot3MauType of IANA-MAU-MIB. */
  readonly mauType: number;
  readonly surplus: Uint8Array;
}

const supportedBit = 0x01;
const enabledBit = 0x02;

/** Advertised capabilities from the least significant bit (15 in the MIB) on. */
const advertisedNames = [
  "1000base-t-fd",
  "1000base-t",
  "1000base-x-fd",
  "1000base-x",
  "asymmetric-and-symmetric-pause",
  "symmetric-pause",
  "asymmetric-pause",
  "pause",
  "100base-t2-fd",
  "100base-t2",
  "100base-tx-fd",
  "100base-tx",
  "100base-t4",
  "10base-t-fd",
  "10base-t",
  "other",
];

export const macPhyTlv: TlvDefinition<MacPhy> = {
  kind: "dot3-mac-phy",
  subtype: 1,
  field: "macPhy",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 5) return tlvFault("too-short", start, "802.3-2018 79.3.1");
    const status = octets[start] as number;
    return {
      kind: "dot3-mac-phy",
      autoNegotiationSupported: (status & supportedBit) !== 0,
      autoNegotiationEnabled: (status & enabledBit) !== 0,
      reserved: status & ~(supportedBit | enabledBit),
      advertised: u16At(octets, start + 1),
      mauType: u16At(octets, start + 3),
      surplus: octetsBetween(octets, start + 5, end),
    };
  },
  encode(tlv) {
    const status = tlv.reserved | bitIf(tlv.autoNegotiationSupported, supportedBit) | bitIf(tlv.autoNegotiationEnabled, enabledBit);
    return Uint8Array.of(status, ...u16Octets(tlv.advertised), ...u16Octets(tlv.mauType), ...tlv.surplus);
  },
  describe(tlv, name, sink) {
    sink.openObject(name);
    sink.flag("autoNegotiationSupported", tlv.autoNegotiationSupported);
    sink.flag("autoNegotiationEnabled", tlv.autoNegotiationEnabled);
    describeBits("advertised", tlv.advertised, advertisedNames, sink);
    sink.number("mauType", tlv.mauType);
    const mau = mauTypeName(tlv.mauType);
    if (mau === null) sink.nothing("mauTypeName");
    else sink.word("mauTypeName", mau);
    sink.closeObject();
  },
};

/** Auto-negotiation, what it advertises (bits of ifMauAutoNegCapAdvertisedBits) and the operational MAU type. */
export function macPhy(fields: Pick<MacPhy, "autoNegotiationSupported" | "autoNegotiationEnabled" | "advertised" | "mauType">): MacPhy {
  return { kind: "dot3-mac-phy", ...fields, reserved: 0, surplus: noOctets };
}

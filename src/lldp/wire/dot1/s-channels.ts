import { octetsBetween, u24At, u24Octets, u32At, u32Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.1Q-2018 D.2.13 (CDCP), then three octets for each S-channel
//
//   +-------------------------------------------------------------+---------------------------+
//   | role 1 | reserved 3 | S-comp 1 | reserved 15 | capacity 12  |  SCID 12 bits, SVID 12 bits |  ...
//   +-------------------------------------------------------------+---------------------------+

export interface SChannels {
  readonly kind: "dot1-s-channels";
  /** Whether the sender is the station (S), else the bridge (B). */
  readonly station: boolean;
  readonly sComponent: boolean;
  /** The 18 bits that the standard reserves, where they stand in the first four octets. */
  readonly reserved: number;
  readonly capacity: number;
  readonly channels: readonly { readonly scid: number; readonly svid: number }[];
  readonly surplus: Uint8Array;
}

const stationBit = 0x80000000;
const sComponentBit = 0x08000000;
const capacityMask = 0x0fff;
const reservedMask = 0x77fff000;

export const sChannelsTlv: TlvDefinition<SChannels> = {
  kind: "dot1-s-channels",
  subtype: 14,
  field: "sChannels",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 4) return tlvFault("too-short", start, "802.1Q-2018 D.2.13");
    const word = u32At(octets, start);
    const channels: { scid: number; svid: number }[] = [];
    let at = start + 4;
    for (; at + 3 <= end; at += 3) {
      const pair = u24At(octets, at);
      channels.push({ scid: pair >> 12, svid: pair & 0x0fff });
    }
    return {
      kind: "dot1-s-channels",
      station: (word & stationBit) !== 0,
      sComponent: (word & sComponentBit) !== 0,
      reserved: word & reservedMask,
      capacity: word & capacityMask,
      channels,
      surplus: octetsBetween(octets, at, end),
    };
  },
  encode({ station, sComponent, reserved, capacity, channels, surplus }) {
    const word = (station ? stationBit : 0) | (sComponent ? sComponentBit : 0) | reserved | capacity;
    return Uint8Array.of(...u32Octets(word), ...channels.flatMap(({ scid, svid }) => u24Octets((scid << 12) | svid)), ...surplus);
  },
  describe({ station, sComponent, capacity, channels }, name, sink) {
    sink.openObject(name);
    sink.word("role", station ? "station" : "bridge");
    sink.flag("sComponent", sComponent);
    sink.number("capacity", capacity);
    sink.openList("channels");
    for (const { scid, svid } of channels) {
      sink.openObject(null);
      sink.number("scid", scid);
      sink.number("svid", svid);
      sink.closeObject();
    }
    sink.closeList();
    sink.closeObject();
  },
};

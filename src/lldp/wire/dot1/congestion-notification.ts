import { noOctets, octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { describeBitNumbers } from "../words.ts";

// 802.1Q-2018 D.2.7, one bit for each priority, priority 0 in the least significant bit
//
//   +------------------+-------------+
//   |  CNPV flags (1)  |  ready (1)  |
//   +------------------+-------------+

export interface CongestionNotification {
  readonly kind: "dot1-congestion-notification";
  readonly supported: number;
  readonly ready: number;
  readonly surplus: Uint8Array;
}

export const congestionNotificationTlv: TlvDefinition<CongestionNotification> = {
  kind: "dot1-congestion-notification",
  subtype: 8,
  field: "congestionNotification",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 2) return tlvFault("too-short", start, "802.1Q-2018 D.2.7");
    const [supported, ready] = [octets[start] as number, octets[start + 1] as number];
    return { kind: "dot1-congestion-notification", supported, ready, surplus: octetsBetween(octets, start + 2, end) };
  },
  encode: ({ supported, ready, surplus }) => Uint8Array.of(supported, ready, ...surplus),
  describe({ supported, ready }, name, sink) {
    sink.openObject(name);
    describeBitNumbers("priorities", supported, sink);
    describeBitNumbers("ready", ready, sink);
    sink.closeObject();
  },
};

/** Congestion notification, one bit for each priority. */
export function congestionNotification(supported: number, ready: number): CongestionNotification {
  return { kind: "dot1-congestion-notification", supported, ready, surplus: noOctets };
}

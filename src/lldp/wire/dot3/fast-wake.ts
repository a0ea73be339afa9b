import { octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.3-2018 79.3.6, each 0 (deep sleep) or 1 (fast wake)
//
//   +----------------+---------------+---------------------+--------------------+
//   |  transmit (1)  |  receive (1)  |  echo transmit (1)  |  echo receive (1)  |
//   +----------------+---------------+---------------------+--------------------+

export interface FastWake {
  readonly kind: "dot3-fast-wake";
  readonly transmit: number;
  readonly receive: number;
  readonly echoTransmit: number;
  readonly echoReceive: number;
  readonly surplus: Uint8Array;
}

export const fastWakeTlv: TlvDefinition<FastWake> = {
  kind: "dot3-fast-wake",
  subtype: 6,
  field: "fastWake",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 4) return tlvFault("too-short", start, "802.3-2018 79.3.6");
    return {
      kind: "dot3-fast-wake",
      transmit: octets[start] as number,
      receive: octets[start + 1] as number,
      echoTransmit: octets[start + 2] as number,
      echoReceive: octets[start + 3] as number,
      surplus: octetsBetween(octets, start + 4, end),
    };
  },
  encode: ({ transmit, receive, echoTransmit, echoReceive, surplus }) => Uint8Array.of(transmit, receive, echoTransmit, echoReceive, ...surplus),
  describe({ transmit, receive, echoTransmit, echoReceive }, name, sink) {
    sink.openObject(name);
    sink.number("transmit", transmit);
    sink.number("receive", receive);
    sink.number("echoTransmit", echoTransmit);
    sink.number("echoReceive", echoReceive);
    sink.closeObject();
  },
};

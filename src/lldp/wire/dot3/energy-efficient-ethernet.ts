import { octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";

// 802.3-2018 79.3.5, wake times in microseconds
//
//   +----------------+---------------+-------------------------+---------------------+--------------------+
//   |  transmit (2)  |  receive (2)  |  fallback receive (2)   |  echo transmit (2)  |  echo receive (2)  |
//   +----------------+---------------+-------------------------+---------------------+--------------------+

export interface EnergyEfficientEthernet {
  readonly kind: "dot3-eee";
  readonly transmit: number;
  readonly receive: number;
  readonly fallbackReceive: number;
  readonly echoTransmit: number;
  readonly echoReceive: number;
  readonly surplus: Uint8Array;
}

const length = 10;

export const energyEfficientEthernetTlv: TlvDefinition<EnergyEfficientEthernet> = {
  kind: "dot3-eee",
  subtype: 5,
  field: "energyEfficientEthernet",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < length) return tlvFault("too-short", start, "802.3-2018 79.3.5");
    return {
      kind: "dot3-eee",
      transmit: u16At(octets, start),
      receive: u16At(octets, start + 2),
      fallbackReceive: u16At(octets, start + 4),
      echoTransmit: u16At(octets, start + 6),
      echoReceive: u16At(octets, start + 8),
      surplus: octetsBetween(octets, start + length, end),
    };
  },
  encode({ transmit, receive, fallbackReceive, echoTransmit, echoReceive, surplus }) {
    return Uint8Array.of(...[transmit, receive, fallbackReceive, echoTransmit, echoReceive].flatMap(u16Octets), ...surplus);
  },
  describe(tlv, name, sink) {
    sink.openObject(name);
    sink.number("transmit", tlv.transmit);
    sink.number("receive", tlv.receive);
    sink.number("fallbackReceive", tlv.fallbackReceive);
    sink.number("echoTransmit", tlv.echoTransmit);
    sink.number("echoReceive", tlv.echoReceive);
    sink.closeObject();
  },
};

import { octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import {
  decodeTrafficClassTables,
  describeTrafficClassTables,
  encodeTrafficClassTables,
  type TrafficClassTables,
  trafficClassTablesLength,
} from "./traffic-classes.ts";

// 802.1Q-2018 D.2.9 (DCBX)
//
//   +----------------+---------------+
//   |  reserved (1)  |  tables (20)  |
//   +----------------+---------------+

export interface EtsRecommendation extends TrafficClassTables {
  readonly kind: "dot1-ets-recommendation";
  readonly reserved: number;
  readonly surplus: Uint8Array;
}

const length = 1 + trafficClassTablesLength;

export const etsRecommendationTlv: TlvDefinition<EtsRecommendation> = {
  kind: "dot1-ets-recommendation",
  subtype: 10,
  field: "etsRecommendation",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < length) return tlvFault("too-short", start, "802.1Q-2018 D.2.9");
    return {
      kind: "dot1-ets-recommendation",
      reserved: octets[start] as number,
      ...decodeTrafficClassTables(octets, start + 1),
      surplus: octetsBetween(octets, start + length, end),
    };
  },
  encode: (tlv) => Uint8Array.of(tlv.reserved, ...encodeTrafficClassTables(tlv), ...tlv.surplus),
  describe(tlv, name, sink) {
    sink.openObject(name);
    describeTrafficClassTables(tlv, sink);
    sink.closeObject();
  },
};

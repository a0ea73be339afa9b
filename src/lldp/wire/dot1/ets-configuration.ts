import { bitIf, octetsBetween } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import {
  decodeTrafficClassTables,
  describeTrafficClassTables,
  encodeTrafficClassTables,
  type TrafficClassTables,
  trafficClassTablesLength,
} from "./traffic-classes.ts";

// 802.1Q-2018 D.2.8 (DCBX)
//
//   +---------------------------------------------------------------+--------------+
//   | willing 0x80 | shaper 0x40 | reserved 0x38 | max classes 0x07 |  tables (20)  |   0 classes means 8
//   +---------------------------------------------------------------+--------------+

export interface EtsConfiguration extends TrafficClassTables {
  readonly kind: "dot1-ets-configuration";
  readonly willing: boolean;
  readonly creditBasedShaper: boolean;
  /** Three bits, as sent. */
  readonly maxTrafficClasses: number;
  readonly reserved: number;
  readonly surplus: Uint8Array;
}

const willingBit = 0x80;
const shaperBit = 0x40;
const length = 1 + trafficClassTablesLength;

export const etsConfigurationTlv: TlvDefinition<EtsConfiguration> = {
  kind: "dot1-ets-configuration",
  subtype: 9,
  field: "etsConfiguration",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < length) return tlvFault("too-short", start, "802.1Q-2018 D.2.8");
    const flags = octets[start] as number;
    return {
      kind: "dot1-ets-configuration",
      willing: (flags & willingBit) !== 0,
      creditBasedShaper: (flags & shaperBit) !== 0,
      maxTrafficClasses: flags & 0x07,
      reserved: flags & 0x38,
      ...decodeTrafficClassTables(octets, start + 1),
      surplus: octetsBetween(octets, start + length, end),
    };
  },
  encode(tlv) {
    const flags = bitIf(tlv.willing, willingBit) | bitIf(tlv.creditBasedShaper, shaperBit) | tlv.reserved | tlv.maxTrafficClasses;
    return Uint8Array.of(flags, ...encodeTrafficClassTables(tlv), ...tlv.surplus);
  },
  describe(tlv, name, sink) {
    sink.openObject(name);
    sink.flag("willing", tlv.willing);
    sink.flag("creditBasedShaper", tlv.creditBasedShaper);
    sink.number("maxTrafficClasses", tlv.maxTrafficClasses === 0 ? 8 : tlv.maxTrafficClasses);
    describeTrafficClassTables(tlv, sink);
    sink.closeObject();
  },
};

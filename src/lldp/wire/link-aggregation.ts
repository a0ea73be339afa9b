import type { DocumentSink } from "./document-sink.ts";
import { bitIf, noOctets, octetsBetween, u32At, u32Octets } from "./octets.ts";
import type { TlvDefinition } from "./organization.ts";
import { tlvFault } from "./tlv.ts";
import { wordOf } from "./words.ts";

// One TLV in two houses: 802.1 subtype 7 (802.1AX-2014 D.2.7... clause 6.8) and the deprecated 802.3 subtype 3 (802.3-2018 79.3.3).
//
//   +-----------------------------------------------------------+----------------------------+
//   | reserved | port type 0x0c | enabled 0x02 | capable 0x01 | |  aggregated port number (4) |
//   +-----------------------------------------------------------+----------------------------+

interface LinkAggregationFields {
  readonly capable: boolean;
  readonly enabled: boolean;
  /** 0 none said, 1 an aggregation port, 2 an aggregator, 3 an aggregator with a single port. Reserved in 802.3. */
  readonly portType: number;
  /** The other bits of the status, as sent. */
  readonly reserved: number;
  /** ifIndex of the aggregate; 0 when not aggregated. */
  readonly port: number;
  readonly surplus: Uint8Array;
}

export interface Dot1LinkAggregation extends LinkAggregationFields {
  readonly kind: "dot1-link-aggregation";
}

export interface Dot3LinkAggregation extends LinkAggregationFields {
  readonly kind: "dot3-link-aggregation";
}

const capableBit = 0x01;
const enabledBit = 0x02;
const portTypeNames = ["unspecified", "aggregation-port", "aggregator", "single-port-aggregator"];

function decodeFields<K extends string>(kind: K, octets: Uint8Array, start: number, end: number): LinkAggregationFields & { readonly kind: K } {
  const status = octets[start] as number;
  return {
    kind,
    capable: (status & capableBit) !== 0,
    enabled: (status & enabledBit) !== 0,
    portType: (status >> 2) & 3,
    reserved: status & 0xf0,
    port: u32At(octets, start + 1),
    surplus: octetsBetween(octets, start + 5, end),
  };
}

function encodeFields({ capable, enabled, portType, reserved, port, surplus }: LinkAggregationFields): Uint8Array {
  const status = reserved | (portType << 2) | bitIf(enabled, enabledBit) | bitIf(capable, capableBit);
  return Uint8Array.of(status, ...u32Octets(port), ...surplus);
}

function describeFields({ capable, enabled, portType, port }: LinkAggregationFields, name: string | null, sink: DocumentSink): void {
  sink.openObject(name);
  sink.flag("capable", capable);
  sink.flag("enabled", enabled);
  sink.word("portType", wordOf(portTypeNames, portType));
  sink.number("port", port);
  sink.closeObject();
}

export const dot1LinkAggregationTlv: TlvDefinition<Dot1LinkAggregation> = {
  kind: "dot1-link-aggregation",
  subtype: 7,
  field: "linkAggregation",
  occurs: "once",
  decode(octets, start, end) {
    return end - start < 5 ? tlvFault("too-short", start, "802.1AX-2014 F.1") : decodeFields("dot1-link-aggregation", octets, start, end);
  },
  encode: encodeFields,
  describe: describeFields,
};

export const dot3LinkAggregationTlv: TlvDefinition<Dot3LinkAggregation> = {
  kind: "dot3-link-aggregation",
  subtype: 3,
  field: "linkAggregation",
  occurs: "once",
  decode(octets, start, end) {
    return end - start < 5 ? tlvFault("too-short", start, "802.3-2018 79.3.3") : decodeFields("dot3-link-aggregation", octets, start, end);
  },
  encode: encodeFields,
  describe: describeFields,
};

/** Link aggregation as 802.1 tells it: whether the port can, whether it is part of an aggregate now, and that aggregate's ifIndex (or 0). */
export function dot1LinkAggregation(capable: boolean, port: number): Dot1LinkAggregation {
  return { kind: "dot1-link-aggregation", capable, enabled: port !== 0, portType: 0, reserved: 0, port, surplus: noOctets };
}

/** The same in the TLV of 802.3, deprecated since 802.1AX-2008 but what many peers still read. */
export function dot3LinkAggregation(capable: boolean, port: number): Dot3LinkAggregation {
  return { ...dot1LinkAggregation(capable, port), kind: "dot3-link-aggregation" };
}

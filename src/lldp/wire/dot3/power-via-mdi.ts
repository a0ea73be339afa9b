import { bitIf, noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { powerPriorityWord, powerSourceWord } from "../power-words.ts";
import { tlvFault } from "../tlv.ts";
import { describeFlags, wordOf } from "../words.ts";
import { decodeFourPairPower, describeFourPairPower, encodeFourPairPower, type FourPairPower, fourPairPowerLength } from "./four-pair-power.ts";

// 802.3-2018 79.3.2: three octets since 802.3af, eight with 802.3at, 25 with 802.3bt
//
//   +-------------+------------+-------------+
//   |  MDI (1)    |  pair (1)  |  class (1)  |
//   +-------------+------------+-------------+------------------+-----------------+
//   |  type 0xc0, source 0x30, reserved 0x08, 4PID 0x04, priority 0x03 |  requested (2)  |  allocated (2)  |
//   +------------------------------------------------------------------+-----------------+-----------------+
//   |  four-pair-power.ts (17)                                                                              |
//   +-------------------------------------------------------------------------------------------------------+

export interface PowerViaMdi {
  readonly kind: "dot3-power-via-mdi";
  readonly portClass: "pse" | "pd";
  readonly mdiSupported: boolean;
  readonly mdiEnabled: boolean;
  readonly pairControl: boolean;
  /** Bits 0xf0 of the first octet, as sent. */
  readonly reserved: number;
  /** 1 signal pairs, 2 spare pairs. */
  readonly pair: number;
  /** The power class plus one: 1 to 5 for class 0 to 4. */
  readonly powerClass: number;
  /** What 802.3at added; null when the TLV ends before it. */
  readonly allocation: PowerAllocation | null;
  /** What 802.3bt added; null when the TLV ends before it. */
  readonly fourPair: FourPairPower | null;
  readonly surplus: Uint8Array;
}

export interface PowerAllocation {
  /** 0 type 2 PSE, 1 type 2 PD, 2 type 1 PSE, 3 type 1 PD. */
  readonly type: number;
  /** What 0 to 3 mean differs between PSE and PD. */
  readonly source: number;
  /** Bit 0x08 of the octet, as sent. */
  readonly reserved: number;
  /** A PD that takes power on both modes at once. */
  readonly fourPairPd: boolean;
  /** 0 unknown, 1 critical, 2 high, 3 low. */
  readonly priority: number;
  /** Tenths of a watt. */
  readonly requested: number;
  /** Tenths of a watt. */
  readonly allocated: number;
}

const shortLength = 3;
const allocationLength = 5;

export const powerViaMdiTlv: TlvDefinition<PowerViaMdi> = {
  kind: "dot3-power-via-mdi",
  subtype: 2,
  field: "power",
  occurs: "once",
  decode(octets, start, end) {
    const allocationAt = start + shortLength;
    if (allocationAt > end) return tlvFault("too-short", start, "802.3-2018 79.3.2");
    const mdi = octets[start] as number;
    const fourPairAt = allocationAt + allocationLength;
    const allocation = fourPairAt <= end ? decodeAllocation(octets, allocationAt) : null;
    const fourPair = fourPairAt + fourPairPowerLength <= end ? decodeFourPairPower(octets, fourPairAt) : null;
    const known = shortLength + (allocation ? allocationLength : 0) + (fourPair ? fourPairPowerLength : 0);
    return {
      kind: "dot3-power-via-mdi",
      portClass: mdi & 1 ? "pse" : "pd",
      mdiSupported: (mdi & 2) !== 0,
      mdiEnabled: (mdi & 4) !== 0,
      pairControl: (mdi & 8) !== 0,
      reserved: mdi & 0xf0,
      pair: octets[start + 1] as number,
      powerClass: octets[start + 2] as number,
      allocation,
      fourPair,
      surplus: octetsBetween(octets, start + known, end),
    };
  },
  encode(tlv) {
    const mdi = bitIf(tlv.portClass === "pse", 1) | bitIf(tlv.mdiSupported, 2) | bitIf(tlv.mdiEnabled, 4) | bitIf(tlv.pairControl, 8);
    const allocation = tlv.allocation ? encodeAllocation(tlv.allocation) : [];
    const fourPair = tlv.fourPair ? encodeFourPairPower(tlv.fourPair) : [];
    return Uint8Array.of(tlv.reserved | mdi, tlv.pair, tlv.powerClass, ...allocation, ...fourPair, ...tlv.surplus);
  },
  describe(tlv, name, sink) {
    const { portClass, mdiSupported, mdiEnabled, pairControl, allocation, fourPair } = tlv;
    sink.openObject(name);
    sink.word("portClass", portClass);
    describeFlags({ mdiSupported, mdiEnabled, pairControl }, sink);
    sink.word("pair", wordOf([undefined, "signal", "spare"], tlv.pair));
    if (tlv.powerClass >= 1 && tlv.powerClass <= 5) sink.number("powerClass", tlv.powerClass - 1);
    else sink.nothing("powerClass");
    sink.word("type", allocation ? wordOf(typeNames, allocation.type) : "unknown");
    sink.word("source", allocation ? powerSourceWord(portClassOf(allocation), allocation.source) : "unknown");
    sink.word("priority", allocation ? powerPriorityWord(allocation.priority) : "unknown");
    if (allocation) {
      sink.number("requestedWatts", allocation.requested / 10);
      sink.number("allocatedWatts", allocation.allocated / 10);
    } else {
      sink.nothing("requestedWatts");
      sink.nothing("allocatedWatts");
    }
    if (fourPair) describeFourPairPower(fourPair, sink);
    else sink.nothing("fourPair");
    sink.closeObject();
  },
};

const typeNames = ["type-2-pse", "type-2-pd", "type-1-pse", "type-1-pd"];
function portClassOf({ type }: PowerAllocation): "pse" | "pd" {
  return type & 1 ? "pd" : "pse";
}

function decodeAllocation(octets: Uint8Array, at: number): PowerAllocation {
  const flags = octets[at] as number;
  return {
    type: flags >> 6,
    source: (flags >> 4) & 3,
    reserved: flags & 0x08,
    fourPairPd: (flags & 0x04) !== 0,
    priority: flags & 3,
    requested: u16At(octets, at + 1),
    allocated: u16At(octets, at + 3),
  };
}

function encodeAllocation({ type, source, reserved, fourPairPd, priority, requested, allocated }: PowerAllocation): readonly number[] {
  const flags = (type << 6) | (source << 4) | reserved | bitIf(fourPairPd, 0x04) | priority;
  return [flags, ...u16Octets(requested), ...u16Octets(allocated)];
}

/** Power via MDI in the form of 802.3af, without allocation. */
export function powerViaMdi(
  fields: Pick<PowerViaMdi, "portClass" | "mdiSupported" | "mdiEnabled" | "pairControl" | "pair" | "powerClass">,
): PowerViaMdi {
  return { kind: "dot3-power-via-mdi", ...fields, reserved: 0, allocation: null, fourPair: null, surplus: noOctets };
}

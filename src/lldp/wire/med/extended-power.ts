import { noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { powerPriorityWord, powerSourceWord } from "../power-words.ts";
import { tlvFault } from "../tlv.ts";
import { wordOf } from "../words.ts";

// ANSI/TIA-1057 10.2.5
//
//   +---------------------------------------------+-------------+
//   | type 0xc0 | source 0x30 | priority 0x0f      |  value (2)  |   tenths of a watt
//   +---------------------------------------------+-------------+

export interface ExtendedPower {
  readonly kind: "med-extended-power";
  /** 0 PSE, 1 PD. */
  readonly type: number;
  /** What 1 to 3 mean differs between PSE and PD. */
  readonly source: number;
  /** 0 unknown, 1 critical, 2 high, 3 low. */
  readonly priority: number;
  /** Tenths of a watt: required by a PD, available at a PSE. */
  readonly value: number;
  readonly surplus: Uint8Array;
}

const typeNames = ["pse", "pd"];
export const extendedPowerTlv: TlvDefinition<ExtendedPower> = {
  kind: "med-extended-power",
  subtype: 4,
  field: "extendedPower",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 3) return tlvFault("too-short", start, "TIA-1057 10.2.5");
    const flags = octets[start] as number;
    return {
      kind: "med-extended-power",
      type: flags >> 6,
      source: (flags >> 4) & 3,
      priority: flags & 15,
      value: u16At(octets, start + 1),
      surplus: octetsBetween(octets, start + 3, end),
    };
  },
  encode: ({ type, source, priority, value, surplus }) => Uint8Array.of((type << 6) | (source << 4) | priority, ...u16Octets(value), ...surplus),
  describe({ type, source, priority, value }, name, sink) {
    sink.openObject(name);
    sink.word("type", wordOf(typeNames, type));
    sink.word("source", powerSourceWord(type === 1 ? "pd" : "pse", source));
    sink.word("priority", powerPriorityWord(priority));
    sink.number("watts", value / 10);
    sink.closeObject();
  },
};

/** Power in tenths of a watt. */
export function extendedPower(fields: Pick<ExtendedPower, "type" | "source" | "priority" | "value">): ExtendedPower {
  return { kind: "med-extended-power", ...fields, surplus: noOctets };
}

import { noOctets, octetsBetween, u16At, u16Octets } from "../octets.ts";
import type { TlvDefinition } from "../organization.ts";
import { tlvFault } from "../tlv.ts";
import { describeBits, wordOf } from "../words.ts";

// ANSI/TIA-1057 10.2.2
//
//   +--------------------+-------------------+
//   |  capabilities (2)  |  device class (1)  |
//   +--------------------+-------------------+

export interface MedCapabilities {
  readonly kind: "med-capabilities";
  /** 16 bits, unknown ones included. */
  readonly capabilities: number;
  /** 1 to 3 endpoint of that class, 4 network connectivity. */
  readonly deviceClass: number;
  readonly surplus: Uint8Array;
}

const capabilityNames = ["capabilities", "network-policy", "location", "power-pse", "power-pd", "inventory"];
const deviceClassNames = ["undefined", "endpoint-class-1", "endpoint-class-2", "endpoint-class-3", "network-connectivity"];

export const medCapabilitiesTlv: TlvDefinition<MedCapabilities> = {
  kind: "med-capabilities",
  subtype: 1,
  field: "capabilities",
  occurs: "once",
  decode(octets, start, end) {
    if (end - start < 3) return tlvFault("too-short", start, "TIA-1057 10.2.2");
    const [capabilities, deviceClass] = [u16At(octets, start), octets[start + 2] as number];
    return { kind: "med-capabilities", capabilities, deviceClass, surplus: octetsBetween(octets, start + 3, end) };
  },
  encode: ({ capabilities, deviceClass, surplus }) => Uint8Array.of(...u16Octets(capabilities), deviceClass, ...surplus),
  describe({ capabilities, deviceClass }, name, sink) {
    sink.openObject(name);
    describeBits("supported", capabilities, capabilityNames, sink);
    sink.word("deviceClass", wordOf(deviceClassNames, deviceClass));
    sink.closeObject();
  },
};

/** What an LLDP-MED device can do, as bits, and its class. */
export function medCapabilities(capabilities: number, deviceClass: number): MedCapabilities {
  return { kind: "med-capabilities", capabilities, deviceClass, surplus: noOctets };
}

import { noOctets, octetsBetween, u16At } from "./octets.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

// 802.1AB-2016 8.5.8
//
//   +-----------------+---------------+---------------------------------------+
//   |  supported (2)  |  enabled (2)  |  surplus: ignored, kept for exactness |
//   +-----------------+---------------+---------------------------------------+

/** Both sets as the 16 bits on the wire, unknown bits included. */
export interface SystemCapabilities {
  readonly kind: "system-capabilities";
  readonly supported: number;
  readonly enabled: number;
  readonly surplus: Uint8Array;
}

/** Table 8-4, from bit 0 (the least significant) on. */
export const capabilityNames = [
  "other",
  "repeater",
  "bridge",
  "wlan-access-point",
  "router",
  "telephone",
  "docsis-cable-device",
  "station",
  "c-vlan",
  "s-vlan",
  "two-port-mac-relay",
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** The capabilities in octets `start` to `end`. */
export function decodeCapabilities(octets: Uint8Array, start: number, end: number): SystemCapabilities | TlvFault {
  if (end - start < 4) return tlvFault("too-short", start, "802.1AB-2016 8.5.8");
  const supported = u16At(octets, start);
  const enabled = u16At(octets, start + 2);
  if (enabled & ~supported) return tlvFault("enabled-not-supported", start + 2, "802.1AB-2016 8.5.8.3");
  return { kind: "system-capabilities", supported, enabled, surplus: octetsBetween(octets, start + 4, end) };
}

/** Information string of the capabilities. */
export function encodeCapabilities({ supported, enabled, surplus }: SystemCapabilities): Uint8Array {
  return Uint8Array.of(supported >> 8, supported & 0xff, enabled >> 8, enabled & 0xff, ...surplus);
}

/** A capabilities TLV; whatever is enabled is supported as well. */
export function systemCapabilities(supported: readonly CapabilityName[], enabled: readonly CapabilityName[]): SystemCapabilities {
  const bits = (names: readonly CapabilityName[]) => names.reduce((sum, name) => sum | (1 << capabilityNames.indexOf(name)), 0);
  return { kind: "system-capabilities", supported: bits(supported) | bits(enabled), enabled: bits(enabled), surplus: noOctets };
}

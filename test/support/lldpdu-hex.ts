import { fromHex, toHex } from "../../src/base/index.ts";

// LLDPDUs for tests, written as TLVs in hex.

/** Octets of hex text; spaces are free. */
export function octetsOf(hex: string): Uint8Array {
  const octets = fromHex(hex);
  if (!octets) throw new Error(`not hex: ${hex}`);
  return octets;
}

/** One TLV: header and information. */
export function tlvHex(type: number, information: string): string {
  const { length } = octetsOf(information);
  return toHex(Uint8Array.of((type << 1) | (length >> 8), length & 0xff)) + information.replaceAll(" ", "");
}

export const chassisHex = tlvHex(1, "04 020000000001");
export const portHex = tlvHex(2, "05 65746830");
export const ttlHex = tlvHex(3, "0079");
export const mandatoryHex = chassisHex + portHex + ttlHex;
export const endHex = "0000";

/** An LLDPDU with the three mandatory TLVs, those given and End. */
export function lldpduOctets(...tlvs: readonly string[]): Uint8Array {
  return octetsOf(mandatoryHex + tlvs.join("") + endHex);
}

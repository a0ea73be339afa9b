import type { ChassisId } from "./chassis-id.ts";
import { u16At } from "./octets.ts";
import type { PortId } from "./port-id.ts";
import { tlvHeaderLength, tlvType } from "./tlv.ts";

/**
 * Identity of whoever sent the LLDPDU in octets `start` to `end` (802.1AB-2016 8.4.4, MSAP): chassis subtype and octets, port subtype
 * and octets, as a key for maps. Reads no further than the Port ID. Null when the two TLVs are not there in legal form.
 */
export function msapOf(octets: Uint8Array, start = 0, end: number = octets.length): string | null {
  const chassisEnd = identifierEnd(octets, start, end, tlvType.chassisId);
  if (chassisEnd === 0) return null;
  const portEnd = identifierEnd(octets, chassisEnd, end, tlvType.portId);
  if (portEnd === 0) return null;
  return String.fromCharCode.apply(null, octets.subarray(start + 1, portEnd) as unknown as number[]);
}

/** The same key, of a decoded LLDPDU. */
export function msapKey({ chassisId, portId }: { readonly chassisId: ChassisId; readonly portId: PortId }): string {
  const chassisLength = chassisId.id.length + 1;
  const portLength = portId.id.length + 1;
  const portHeader = [(tlvType.portId << 1) | (portLength >> 8), portLength & 0xff];
  return String.fromCharCode(chassisLength & 0xff, chassisId.subtype, ...chassisId.id, ...portHeader, portId.subtype, ...portId.id);
}

/** Where the identifier TLV at `at` ends; 0 when it is of another type or has no legal length. */
function identifierEnd(octets: Uint8Array, at: number, end: number, type: number): number {
  if (at + tlvHeaderLength > end) return 0;
  const header = u16At(octets, at);
  const length = header & 0x1ff;
  const next = at + tlvHeaderLength + length;
  return header >> 9 === type && length >= 2 && length <= 256 && next <= end ? next : 0;
}

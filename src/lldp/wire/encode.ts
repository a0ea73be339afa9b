import { ByteWriter } from "../../base/index.ts";
import { encodeCapabilities } from "./capabilities.ts";
import { encodeChassisId } from "./chassis-id.ts";
import type { Lldpdu, OptionalTlv, Tlv } from "./lldpdu.ts";
import { encodeManagementAddress } from "./management-address.ts";
import { encodePortId } from "./port-id.ts";
import { registrationOf } from "./registry.ts";
import { encodeTimeToLive } from "./time-to-live.ts";
import { maxInformationLength, tlvHeaderLength, tlvType } from "./tlv.ts";

export interface EncodeOptions {
  /** Most octets that the LLDPDU may have: the interface's MTU. */
  readonly maxLength: number;
}

export interface EncodedLldpdu {
  readonly octets: Uint8Array;
  /** Optional TLVs that did not fit, in their order. Those before and after them that fit were sent. */
  readonly leftOut: readonly OptionalTlv[];
}

/**
 * Encodes an LLDPDU: the inverse of `decodeLldpdu`. Optional TLVs are taken in order as long as they fit in `maxLength`, so put the
 * important ones first; what was left out is reported, nothing is ever cut. Throws RangeError when not even the mandatory TLVs fit.
 */
export function encodeLldpdu(lldpdu: Lldpdu, options: EncodeOptions = { maxLength: 1500 }): EncodedLldpdu {
  const writer = new ByteWriter(512);
  const room = options.maxLength - (lldpdu.end ? tlvHeaderLength : 0);
  for (const tlv of [lldpdu.chassisId, lldpdu.portId, lldpdu.timeToLive]) {
    if (!append(writer, tlv, room))
      throw new RangeError(`the mandatory TLVs need more than ${options.maxLength} octets, or one of them more than 511`);
  }
  const leftOut = lldpdu.optional.filter((tlv) => !append(writer, tlv, room));
  if (lldpdu.end) writer.u16(0);
  return { octets: writer.finish(), leftOut };
}

/** Octets that a TLV takes in an LLDPDU, header included. */
export function encodedLength(tlv: Tlv): number {
  return tlvHeaderLength + encodeTlv(tlv).information.length;
}

function append(writer: ByteWriter, tlv: Tlv, room: number): boolean {
  const { type, information } = encodeTlv(tlv);
  if (information.length > maxInformationLength || writer.length + tlvHeaderLength + information.length > room) return false;
  writer.u16((type << 9) | information.length).bytes(information);
  return true;
}

function encodeTlv(tlv: Tlv): { readonly type: number; readonly information: Uint8Array } {
  switch (tlv.kind) {
    case "chassis-id":
      return { type: tlvType.chassisId, information: encodeChassisId(tlv) };
    case "port-id":
      return { type: tlvType.portId, information: encodePortId(tlv) };
    case "ttl":
      return { type: tlvType.timeToLive, information: encodeTimeToLive(tlv) };
    case "port-description":
      return { type: tlvType.portDescription, information: tlv.octets };
    case "system-name":
      return { type: tlvType.systemName, information: tlv.octets };
    case "system-description":
      return { type: tlvType.systemDescription, information: tlv.octets };
    case "system-capabilities":
      return { type: tlvType.systemCapabilities, information: encodeCapabilities(tlv) };
    case "management-address":
      return { type: tlvType.managementAddress, information: encodeManagementAddress(tlv) };
    case "reserved":
      return { type: tlv.type, information: tlv.octets };
    case "organization":
      return { type: tlvType.organization, information: organizational(tlv.oui, tlv.subtype, tlv.octets) };
    default:
      return { type: tlvType.organization, information: encodeRegistered(tlv) };
  }
}

function encodeRegistered(tlv: { readonly kind: string }): Uint8Array {
  const registration = registrationOf(tlv.kind);
  if (!registration) throw new TypeError(`no TLV of kind ${tlv.kind} is registered`);
  return organizational(registration.organization.oui, registration.definition.subtype, registration.definition.encode(tlv));
}

function organizational(oui: number, subtype: number, octets: Uint8Array): Uint8Array {
  return new ByteWriter(4 + octets.length).u24(oui).u8(subtype).bytes(octets).finish();
}

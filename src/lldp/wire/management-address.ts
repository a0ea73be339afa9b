import { noOctets, octetsBetween, u32At, u32Octets } from "./octets.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

// 802.1AB-2016 8.5.9
//
//   +------------+------------+------------------+---------------+------------------+---------+-----------+
//   | 1 + n (1)  | family (1) | address (n 1..31) | numbering (1) | interface no. (4) | m (1)   | OID (m)   |
//   +------------+------------+------------------+---------------+------------------+---------+-----------+

export interface ManagementAddress {
  readonly kind: "management-address";
  /** IANA address family number: 1 IPv4, 2 IPv6, 6 MAC, ... */
  readonly family: number;
  /** 1 to 31 octets, whatever the family says. */
  readonly address: Uint8Array;
  /** 1 unknown, 2 ifIndex, 3 system port number. */
  readonly numbering: number;
  readonly interfaceNumber: number;
  /** BER contents octets of the OID, 0 to 128. */
  readonly oid: Uint8Array;
  readonly surplus: Uint8Array;
}

export const addressFamily = { ipv4: 1, ipv6: 2, mac: 6 } as const;
export const interfaceNumbering = { unknown: 1, ifIndex: 2, systemPortNumber: 3 } as const;

const clause = "802.1AB-2016 8.5.9";

/** The management address in octets `start` to `end`. */
export function decodeManagementAddress(octets: Uint8Array, start: number, end: number): ManagementAddress | TlvFault {
  if (end - start < 9) return tlvFault("too-short", start, clause);
  const length = octets[start] as number;
  if (length < 2 || length > 32) return tlvFault("inner-length", start, clause);
  const numberingAt = start + 1 + length;
  if (numberingAt + 6 > end) return tlvFault("inner-length", start, clause);
  const oidAt = numberingAt + 6;
  const oidLength = octets[oidAt - 1] as number;
  if (oidLength > 128 || oidAt + oidLength > end) return tlvFault("inner-length", oidAt - 1, clause);
  return {
    kind: "management-address",
    family: octets[start + 1] as number,
    address: octets.subarray(start + 2, numberingAt),
    numbering: octets[numberingAt] as number,
    interfaceNumber: u32At(octets, numberingAt + 1),
    oid: octetsBetween(octets, oidAt, oidAt + oidLength),
    surplus: octetsBetween(octets, oidAt + oidLength, end),
  };
}

/** Information string of a management address. */
export function encodeManagementAddress(tlv: ManagementAddress): Uint8Array {
  return Uint8Array.of(
    1 + tlv.address.length,
    tlv.family,
    ...tlv.address,
    tlv.numbering,
    ...u32Octets(tlv.interfaceNumber),
    tlv.oid.length,
    ...tlv.oid,
    ...tlv.surplus,
  );
}

/** A management address with an ifIndex; `address` of 4 octets is IPv4, of 16 IPv6, of 6 a MAC. Throws RangeError for other lengths. */
export function managementAddress(address: Uint8Array, ifIndex: number): ManagementAddress {
  const family = { 4: addressFamily.ipv4, 16: addressFamily.ipv6, 6: addressFamily.mac }[address.length];
  if (family === undefined) throw new RangeError(`no address family has ${address.length} octets`);
  return {
    kind: "management-address",
    family,
    address,
    numbering: interfaceNumbering.ifIndex,
    interfaceNumber: ifIndex,
    oid: noOctets,
    surplus: noOctets,
  };
}

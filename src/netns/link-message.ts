import { formatMac, type MacAddress } from "../base/index.ts";
import { type InterfaceFacts, type OperationalState, operationalStates } from "./interface-facts.ts";
import { decodeLinkInfo, noLinkInfo } from "./link-info.ts";
import {
  hostWords,
  type NetlinkMessage,
  netlinkFlags,
  netlinkRequest,
  readText,
  readU8,
  readU16,
  readU32,
  walkAttributes,
} from "./netlink-message.ts";

// RTM_NEWLINK, RTM_DELLINK and RTM_GETLINK of rtnetlink(7).

export const linkTypes = { new: 16, delete: 17, get: 18 } as const;
const ifinfoLength = 16;
const arphrdLoopback = 772;
const iffUp = 0x1;
const iffLowerUp = 0x10000;
const skipStatistics = 0x8;

/** What the message itself says; addresses, VLANs and ethtool come by other messages, the driver from sysfs. */
export type LinkRecord = Omit<InterfaceFacts, "addresses" | "ethtool" | "vlans" | "device"> & {
  readonly device: { readonly bus: string; readonly name: string } | null;
};

/** In RTM_DELLINK: the nsid of the namespace that the interface was moved to. Null when it was deleted. */
export interface LinkDeparture {
  readonly ifindex: number;
  readonly movedTo: number | null;
}

/** Asks for every interface, or for one. */
export function linkRequest(sequence: number, ifindex: number | null): Uint8Array {
  const flags = ifindex === null ? netlinkFlags.dump : 0;
  return netlinkRequest(linkTypes.get, flags, sequence, linkBody(0, ifindex ?? 0), [[29, skipStatistics]]);
}

/** struct ifinfomsg of a request. */
export function linkBody(family: number, ifindex = 0): Uint8Array {
  const body = hostWords(0, ifindex, 0, 0);
  body[0] = family;
  return body;
}

/** Address family of a link message: AF_UNSPEC for interfaces, AF_BRIDGE for what a bridge says of a port. */
export function linkFamily(message: NetlinkMessage): number {
  return readU8(message.octets, message.start, message.end);
}

/** Decodes RTM_NEWLINK; null when it is too short to name an interface. */
export function decodeLink({ octets, start, end }: NetlinkMessage): LinkRecord | null {
  if (end - start < ifinfoLength) return null;
  const raw = emptyAttributes();
  walkAttributes(octets, start + ifinfoLength, end, (type, from, to) => {
    gather(raw, octets, type, from, to);
  });
  if (raw.name === "") return null;
  const ifindex = readU32(octets, start + 4, start + 8);
  const flags = readU32(octets, start + 8, start + 12);
  const hardwareType = readU16(octets, start + 2, start + 4);
  const { lentAddress, kind, ...info } = raw.info;
  const device = raw.deviceName === null ? null : { bus: raw.busName ?? "", name: raw.deviceName };
  return {
    ifindex,
    name: raw.name,
    altnames: raw.altnames,
    alias: raw.alias,
    kind: kind ?? (hardwareType === arphrdLoopback ? "loopback" : device ? "physical" : "unknown"),
    hardwareType,
    mac: raw.mac,
    permanentMac: raw.permanentMac ?? (lentAddress?.length === 6 ? formatMac(lentAddress) : null),
    mtu: raw.mtu,
    flags,
    adminUp: (flags & iffUp) !== 0,
    carrier: raw.carrier ?? (flags & iffLowerUp) !== 0,
    operationalState: raw.operationalState,
    master: raw.master,
    forwarding: raw.forwarding,
    // Kernels before 5.1 leave IFLA_LINK out when it equals the interface's own index; the nsid still betrays the peer.
    link: raw.link ?? (raw.linkNamespaceId === null ? null : ifindex),
    linkNamespaceId: raw.linkNamespaceId,
    ...info,
    device,
  };
}

/** Decodes RTM_DELLINK. */
export function decodeDeparture({ octets, start, end }: NetlinkMessage): LinkDeparture | null {
  if (end - start < ifinfoLength) return null;
  let movedTo: number | null = null;
  walkAttributes(octets, start + ifinfoLength, end, (type, from, to) => {
    if (type === 45) movedTo = signed(octets, from, to);
  });
  return { ifindex: readU32(octets, start + 4, start + 8), movedTo };
}

function emptyAttributes() {
  return {
    name: "",
    altnames: none as readonly string[],
    alias: null as string | null,
    mac: "" as MacAddress,
    permanentMac: null as MacAddress | null,
    mtu: 0,
    carrier: null as boolean | null,
    operationalState: "unknown" as OperationalState,
    master: null as number | null,
    link: null as number | null,
    linkNamespaceId: null as number | null,
    deviceName: null as string | null,
    busName: null as string | null,
    forwarding: false,
    info: noLinkInfo,
  };
}

const none: readonly string[] = [];

type RawAttributes = ReturnType<typeof emptyAttributes>;

// Numbers are IFLA_* of linux/if_link.h.
function gather(raw: RawAttributes, octets: Uint8Array, type: number, from: number, to: number): void {
  switch (type) {
    case 1:
      if (to - from === 6) raw.mac = formatMac(octets, from);
      break;
    case 3:
      raw.name = readText(octets, from, to);
      break;
    case 4:
      raw.mtu = readU32(octets, from, to);
      break;
    case 5:
      raw.link = readU32(octets, from, to) || null;
      break;
    case 10:
      raw.master = readU32(octets, from, to) || null;
      break;
    case 16:
      raw.operationalState = operationalStates[readU8(octets, from, to)] ?? "unknown";
      break;
    case 18:
      raw.info = decodeLinkInfo(octets, from, to);
      break;
    case 20:
      raw.alias = readText(octets, from, to) || null;
      break;
    case 26:
      raw.forwarding = decodeForwarding(octets, from, to);
      break;
    case 33:
      raw.carrier = readU8(octets, from, to) !== 0;
      break;
    case 37:
      raw.linkNamespaceId = signed(octets, from, to);
      break;
    case 52:
      raw.altnames = decodeAltnames(octets, from, to);
      break;
    case 54:
      if (to - from === 6) raw.permanentMac = formatMac(octets, from);
      break;
    case 56:
      raw.deviceName = readText(octets, from, to);
      break;
    case 57:
      raw.busName = readText(octets, from, to);
  }
}

function decodeAltnames(octets: Uint8Array, start: number, end: number): readonly string[] {
  const names: string[] = [];
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 53) names.push(readText(octets, from, to));
  });
  return names;
}

/** An nsid; negative ones mean "none assigned". */
function signed(octets: Uint8Array, from: number, to: number): number | null {
  const id = readU32(octets, from, to) | 0;
  return to - from < 4 || id < 0 ? null : id;
}

const inet = 2;
const inet6 = 10;

/** IFLA_AF_SPEC holds, by family, the interface's settings as arrays of numbers: in the one of IPv4 (IFLA_INET_CONF) and the one of IPv6 (IFLA_INET6_CONF) forwarding comes first. */
function decodeForwarding(octets: Uint8Array, start: number, end: number): boolean {
  let forwarding = false;
  walkAttributes(octets, start, end, (family, from, to) => {
    const settings = family === inet ? 1 : family === inet6 ? 2 : 0;
    walkAttributes(octets, from, to, (type, at, stop) => {
      if (type === settings && stop - at >= 4 && readU32(octets, at, at + 4) !== 0) forwarding = true;
    });
  });
  return forwarding;
}

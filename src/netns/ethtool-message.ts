import type { EthtoolFacts } from "./interface-facts.ts";
import { type NetlinkMessage, netlinkRequest, readText, readU8, readU16, readU32, walkAttributes } from "./netlink-message.ts";

// Generic netlink (netlink(7), GENL_ID_CTRL) and its family "ethtool", see Documentation/networking/ethtool-netlink.rst of Linux.

export const controlFamily = 0x10;
export const ethtoolCommands = { linkModes: 4, privateFlags: 13 } as const;
/** Numbers of the kernel's answers, which count differently from the questions. */
const ethtoolReplies = { linkModes: 4, privateFlags: 14 } as const;
const generic = 4;
const speedUnknown = 0xffffffff;

/** Asks for the number of the family "ethtool". */
export function familyRequest(sequence: number): Uint8Array {
  return netlinkRequest(controlFamily, 0, sequence, Uint8Array.of(3, 1, 0, 0), [[2, "ethtool"]]);
}

/** The number in the answer to `familyRequest`, or null. */
export function decodeFamily({ octets, start, end }: NetlinkMessage): number | null {
  let family = 0;
  walkAttributes(octets, start + generic, end, (type, from, to) => {
    if (type === 1) family = readU16(octets, from, to);
  });
  return family || null;
}

/** Asks one thing about one interface. */
export function ethtoolRequest(family: number, command: number, sequence: number, ifindex: number): Uint8Array {
  return netlinkRequest(family, 0, sequence, Uint8Array.of(command, 1, 0, 0), [[1, [[1, ifindex]]]]);
}

/** What one answer says; null for other messages of the family. */
export function decodeEthtool({ octets, start, end }: NetlinkMessage): Partial<EthtoolFacts> | null {
  const command = readU8(octets, start, end);
  if (command === ethtoolReplies.linkModes) return decodeLinkModes(octets, start + generic, end);
  return command === ethtoolReplies.privateFlags ? decodePrivateFlags(octets, start + generic, end) : null;
}

function decodeLinkModes(octets: Uint8Array, start: number, end: number): Partial<EthtoolFacts> {
  let [speed, duplex, autonegotiation] = [speedUnknown, -1, null as boolean | null];
  let modes = new Map<string, boolean>();
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 2) autonegotiation = readU8(octets, from, to) !== 0;
    else if (type === 3) modes = decodeBits(octets, from, to);
    else if (type === 5) speed = readU32(octets, from, to);
    else if (type === 6) duplex = readU8(octets, from, to);
  });
  return {
    speed: speed === 0 || speed === speedUnknown ? null : speed,
    duplex: duplex === 1 ? "full" : duplex === 0 ? "half" : null,
    autonegotiation,
    autonegotiationSupported: modes.has("Autoneg"),
    supportedModes: [...modes.keys()],
    advertisedModes: [...modes].filter(([, set]) => set).map(([name]) => name),
  };
}

function decodePrivateFlags(octets: Uint8Array, start: number, end: number): Partial<EthtoolFacts> {
  let flags = new Map<string, boolean>();
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type === 2) flags = decodeBits(octets, from, to);
  });
  return { privateFlags: Object.fromEntries(flags) };
}

/** A bit set in its long form: the names of the bits that are in the mask, and whether each is set. */
function decodeBits(octets: Uint8Array, start: number, end: number): Map<string, boolean> {
  const bits = new Map<string, boolean>();
  walkAttributes(octets, start, end, (type, from, to) => {
    if (type !== 3) return;
    walkAttributes(octets, from, to, (bit, bitFrom, bitTo) => {
      if (bit !== 1) return;
      let [name, set] = ["", false];
      walkAttributes(octets, bitFrom, bitTo, (field, fieldFrom, fieldTo) => {
        if (field === 2) name = readText(octets, fieldFrom, fieldTo);
        else if (field === 3) set = true;
      });
      if (name !== "" && name !== "__proto__") bits.set(name, set);
    });
  });
  return bits;
}

import { formatIp } from "../base/index.ts";
import type { InterfaceAddress } from "./interface-facts.ts";
import { hostWords, type NetlinkMessage, netlinkFlags, netlinkRequest, readU8, readU32, walkAttributes } from "./netlink-message.ts";

// RTM_NEWADDR, RTM_DELADDR and RTM_GETADDR of rtnetlink(7).

export const addressTypes = { new: 20, delete: 21, get: 22 } as const;
const ifaddrLength = 8;
// IFA_F_DADFAILED, IFA_F_DEPRECATED, IFA_F_TENTATIVE
const unusable = 0x08 | 0x20 | 0x40;
const families = new Map([
  [2, "ipv4"],
  [10, "ipv6"],
] as const);
const scopes = new Map([
  [0, "global"],
  [200, "site"],
  [253, "link"],
  [254, "host"],
  [255, "nowhere"],
] as const);

export interface AddressRecord {
  readonly ifindex: number;
  readonly address: InterfaceAddress;
}

/** Asks for every address of every interface. */
export function addressesRequest(sequence: number): Uint8Array {
  return netlinkRequest(addressTypes.get, netlinkFlags.dump, sequence, hostWords(0, 0));
}

/** Decodes RTM_NEWADDR and RTM_DELADDR; null for other families and for what is malformed. */
export function decodeAddress({ octets, start, end }: NetlinkMessage): AddressRecord | null {
  const family = families.get(readU8(octets, start, end) as 2 | 10);
  if (end - start < ifaddrLength || !family) return null;
  let flags = readU8(octets, start + 2, end);
  let [local, remote]: (Uint8Array | null)[] = [null, null];
  walkAttributes(octets, start + ifaddrLength, end, (type, from, to) => {
    if (type === 1) remote = octets.subarray(from, to);
    else if (type === 2) local = octets.subarray(from, to);
    else if (type === 8) flags = readU32(octets, from, to);
  });
  // On a point-to-point interface IFA_ADDRESS is the other side's.
  const text = formatIp(local ?? remote ?? new Uint8Array(0));
  if (text === null || text.includes(":") !== (family === "ipv6")) return null;
  const scope = readU8(octets, start + 3, end);
  return {
    ifindex: readU32(octets, start + 4, start + 8),
    address: {
      family,
      address: text,
      prefixLength: readU8(octets, start + 1, end),
      scope: scopes.get(scope as 0) ?? `scope-${scope}`,
      usable: (flags & unusable) === 0,
    },
  };
}

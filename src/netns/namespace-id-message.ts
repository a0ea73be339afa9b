import { type NetlinkMessage, readU32, walkAttributes } from "./netlink-message.ts";

// RTM_NEWNSID and RTM_DELNSID: small numbers that one namespace has for others, see ip-netns(8) under set.

export const namespaceIdTypes = { new: 88, delete: 89 } as const;
const rtgenmsgLength = 4;

/** The nsid that the message is about, or null. */
export function decodeNamespaceId({ octets, start, end }: NetlinkMessage): number | null {
  let id = -1;
  walkAttributes(octets, start + rtgenmsgLength, end, (type, from, to) => {
    if (type === 1 && to - from >= 4) id = readU32(octets, from, to) | 0;
  });
  return id < 0 ? null : id;
}

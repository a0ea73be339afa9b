import { type NetlinkMessage, readU32, walkAttributes } from "./netlink-message.ts";

// RTM_NEWNETCONF: settings of IPv4 or IPv6 on one interface changed. The kernel sends no link message for that, though links tell them.

export const settingsType = 80;
const netconfmsgLength = 4;

export interface ForwardingSetting {
  readonly ifindex: number;
  readonly forwarding: boolean;
}

/** Whether one protocol forwards on the interface; null for messages about other settings or about all interfaces at once. */
export function decodeForwarding({ octets, start, end }: NetlinkMessage): ForwardingSetting | null {
  let [ifindex, forwarding] = [0, null as boolean | null];
  walkAttributes(octets, start + netconfmsgLength, end, (type, from, to) => {
    if (type === 1) ifindex = readU32(octets, from, to) | 0;
    else if (type === 2) forwarding = readU32(octets, from, to) !== 0;
  });
  return ifindex > 0 && forwarding !== null ? { ifindex, forwarding } : null;
}

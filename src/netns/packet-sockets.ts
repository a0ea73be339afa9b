/** A packet socket as /proc/net/packet lists it. */
export interface ListedPacketSocket {
  /** Ethertype that it is bound to; 3 is ETH_P_ALL. */
  readonly protocol: number;
  /** 0: bound to no interface. */
  readonly ifindex: number;
  /** Inode of the socket: `socket:[INODE]` in /proc/PID/fd. */
  readonly inode: number;
}

/** Decodes the table, see packet(7) and proc(5). Lines that do not fit are left out. */
export function parsePacketSockets(text: string): ListedPacketSocket[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, , , protocol, ifindex, , , , inode]) => {
      const numbers = { protocol: Number.parseInt(protocol ?? "", 16), ifindex: Number(ifindex), inode: Number(inode) };
      return Object.values(numbers).every(Number.isSafeInteger) ? [numbers] : [];
    });
}

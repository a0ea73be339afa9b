import { errnoName } from "./errno-name.ts";
import { type Reactor, sourceKind } from "./reactor.ts";
import type { NetlinkSocket } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

const ignore = (): void => {};
const lostEvents = "ENOBUFS";

/** The handle of a netlink socket that is open already; the reactor owns the descriptor. */
export function netlinkSocket(reactor: Reactor, descriptor: number, where: string): NetlinkSocket {
  const token = reactor.adopt(sourceKind.netlink, descriptor, {
    data: (octets) => socket.onMessage(octets.slice()),
    error: (errno) => {
      const code = errnoName(errno);
      if (code === lostEvents) socket.onOverrun();
      else socket.onError(new SystemError("recv", errno, code, where));
    },
  });
  const socket: NetlinkSocket = {
    onMessage: ignore,
    onOverrun: ignore,
    onError: ignore,
    send: (datagram) => reactor.send(token, datagram),
    close: () => reactor.release(token),
  };
  return socket;
}

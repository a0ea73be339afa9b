import { errnoName } from "./errno-name.ts";
import type { Reactor } from "./reactor.ts";
import type { NetlinkSocket } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

const ignore = (): void => {};
const lostEvents = "ENOBUFS";

/** The handle of a netlink socket that is open already; the reactor owns it. */
export function netlinkSocket(reactor: Reactor, token: number, where: string): NetlinkSocket {
  reactor.attach(token, {
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

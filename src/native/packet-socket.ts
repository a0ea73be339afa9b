import { errnoName } from "./errno-name.ts";
import type { Reactor } from "./reactor.ts";
import type { PacketSocket } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

const ignore = (): void => {};

/** The handle of a packet socket that is open already; the reactor owns it. */
export function packetSocket(reactor: Reactor, token: number, where: string): PacketSocket {
  const pair = new Uint32Array(2);
  let received = 0;
  let dropped = 0;
  reactor.attach(token, {
    data: (octets, vlan) => socket.onFrame(octets, vlan < 0 ? null : vlan),
    error: (errno) => socket.onError(new SystemError("recvmmsg", errno, errnoName(errno), where)),
  });
  const gather = (): void => {
    if (!reactor.statistics(token, pair)) return;
    received += pair[0] ?? 0;
    dropped += pair[1] ?? 0;
  };
  const socket: PacketSocket = {
    onFrame: ignore,
    onError: ignore,
    send: (frame) => reactor.send(token, frame),
    statistics: () => {
      gather();
      return { received, dropped };
    },
    close: () => {
      gather();
      return reactor.release(token);
    },
  };
  return socket;
}

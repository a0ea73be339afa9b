import { type Broker, peersMax, socketKind } from "./broker.ts";
import { netlinkSocket } from "./netlink-socket.ts";
import { packetSocket } from "./packet-socket.ts";
import type { Reactor } from "./reactor.ts";
import type { NetlinkSocket, SocketOpener } from "./socket-opener.ts";
import { watchNames, watchProcess } from "./watches.ts";

const defaultNetlinkBuffer = 1 << 20;

async function findNamespace(broker: Broker, namespace: number, nsid: number, peers: readonly number[]): Promise<number | null> {
  for (let at = 0; at < peers.length; at += peersMax) {
    const index = await broker.findNamespace(namespace, nsid, peers.slice(at, at + peersMax));
    if (index >= 0) return peers[at + index] ?? null;
  }
  return null;
}

/** The one opener; who has the privilege is the broker's affair. */
export function openerFrom(reactor: Reactor, broker: Broker): SocketOpener {
  const openNetlink = async (kind: number, namespace: number, receiveBuffer: number): Promise<NetlinkSocket> =>
    netlinkSocket(reactor, await broker.open(kind, namespace, 0, receiveBuffer), `namespace ${namespace}`);
  return {
    kind: broker.kind,
    listNamespaces: (scope) => broker.list(scope),
    openPacket: async ({ namespace, ifindex, scope }) => {
      const kind = scope === "all" ? socketKind.packetAll : socketKind.packetLldp;
      return packetSocket(reactor, await broker.open(kind, namespace, ifindex, 0), `namespace ${namespace}, interface ${ifindex}`);
    },
    openRoute: (namespace, receiveBuffer = defaultNetlinkBuffer) => openNetlink(socketKind.route, namespace, receiveBuffer),
    openGeneric: (namespace) => openNetlink(socketKind.generic, namespace, defaultNetlinkBuffer),
    watchNames: async (onChange) => watchNames(reactor, onChange),
    watchProcess: async (pid, onEnd) => watchProcess(reactor, pid, onEnd),
    namespaceId: (namespace, peer) => broker.namespaceId(namespace, peer),
    findNamespace: (namespace, nsid, peers) => findNamespace(broker, namespace, nsid, peers),
    close: () => reactor.close(),
  };
}

import { closeSync, readFileSync } from "node:fs";
import { type Broker, socketKind } from "./broker.ts";
import type { HelperChannel } from "./helper-channel.ts";
import { requestType } from "./helper-messages.ts";
import { readNamespaceRecords } from "./namespace-records.ts";
import { type Reactor, sourceKind } from "./reactor.ts";

/** The privileged parent opens and passes descriptors; a listing comes as a file in memory. */
export function helperBroker(reactor: Reactor, channel: HelperChannel): Broker {
  return {
    kind: "helper",
    list: async (scope) => {
      const { descriptor } = await channel.ask({ type: requestType.list, kind: scope === "all" ? 1 : 0 }, "");
      try {
        return readNamespaceRecords(readFileSync(descriptor));
      } finally {
        closeSync(descriptor);
      }
    },
    open: async (kind, namespace, ifindex, receiveBuffer) => {
      const where = ifindex === 0 ? `namespace ${namespace}` : `namespace ${namespace}, interface ${ifindex}`;
      const request = { type: requestType.open, kind, inode: namespace, ifindex, receiveBuffer };
      const { descriptor } = await channel.ask(request, where);
      const isPacket = kind === socketKind.packetLldp || kind === socketKind.packetAll;
      return reactor.adopt(isPacket ? sourceKind.packet : sourceKind.netlink, descriptor);
    },
    namespaceId: async (namespace, peer) => {
      const request = { type: requestType.namespaceId, inode: namespace, peers: [peer] };
      return (await channel.ask(request, `namespace ${namespace}`)).value;
    },
    findNamespace: async (namespace, nsid, peers) => {
      const request = { type: requestType.findNamespace, inode: namespace, nsid, peers };
      return (await channel.ask(request, `namespace ${namespace}`)).value;
    },
  };
}

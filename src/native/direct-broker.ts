import type { Broker } from "./broker.ts";
import { readNamespaceRecords } from "./namespace-records.ts";
import type { Reactor } from "./reactor.ts";

/** This process has the privilege: threads of the addon do the work. */
export function directBroker(reactor: Reactor): Broker {
  return {
    kind: "direct",
    list: async (scope) => readNamespaceRecords(await reactor.list(scope === "all")),
    open: (kind, namespace, ifindex, receiveBuffer) => reactor.open(namespace, kind, ifindex, receiveBuffer),
    namespaceId: (namespace, peer) => reactor.namespaceId(namespace, peer),
    findNamespace: (namespace, nsid, peers) => reactor.findNamespace(namespace, nsid, peers),
  };
}

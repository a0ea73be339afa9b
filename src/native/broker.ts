import type { NamespaceList } from "./socket-opener.ts";

/** As in kernel/open_socket.h. */
export const socketKind = { packetLldp: 1, packetAll: 2, route: 3, generic: 4 } as const;

/** As in kernel/kernel.h: a question is of fixed size. */
export const peersMax = 32;

/** Whoever has the privilege: this process (direct-broker.ts) or the parent (helper-broker.ts). Failures are rejected SystemErrors. */
export interface Broker {
  readonly kind: "direct" | "helper";
  list(scope: "names" | "all"): Promise<NamespaceList>;
  /** The token of the open socket in the reactor. `ifindex` and `receiveBuffer` are 0 where the kind has none. */
  open(kind: number, namespace: number, ifindex: number, receiveBuffer: number): Promise<number>;
  namespaceId(namespace: number, peer: number): Promise<number>;
  /** Index of the first of at most `peersMax` peers that the nsid means, or -1. */
  findNamespace(namespace: number, nsid: number, peers: readonly number[]): Promise<number>;
}

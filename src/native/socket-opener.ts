import type { SystemError } from "./system-error.ts";

/** How a task or a descriptor holds a namespace that may have no name. */
export interface NamespaceHolder {
  readonly pid: number;
  /** Start time from /proc/PID/stat field 22 (clock ticks): a pid alone may be reused. */
  readonly startTime: number;
  /** /proc/PID/comm. Chosen by the process: print it through `printable`. */
  readonly command: string;
  /** Path of /proc/PID/cgroup, unparsed; container and unit names come from it. */
  readonly cgroup: string;
  /** `task`: the process lives in it. `descriptor`: it only holds a descriptor or a socket of it, or one of its threads is there. */
  readonly by: "task" | "descriptor";
}

/** A network namespace as the machine shows it. Sameness is the inode (of nsfs, one per namespace while it lives). */
export interface NamespaceListing {
  readonly inode: number;
  /** Names in /run/netns that are bound to it; empty for nameless ones. */
  readonly names: readonly string[];
  /** At most 16, tasks before descriptors, lowest pid first. */
  readonly holders: readonly NamespaceHolder[];
}

/** Names that could not be read, with the cause: a file in /run/netns that is no namespace, say. */
export interface ListingFault {
  readonly name: string;
  readonly error: SystemError;
}

export interface NamespaceList {
  readonly own: number;
  readonly namespaces: readonly NamespaceListing[];
  readonly faults: readonly ListingFault[];
}

/** What a packet socket hears. `lldp`: bound to ETH_P_LLDP, other traffic pays nothing. `all`: ETH_P_ALL with the LLDP filter, for ports of a bridge. */
export type PacketScope = "lldp" | "all";

export interface PacketRequest {
  /** Inode of the namespace, from the latest listing. */
  readonly namespace: number;
  readonly ifindex: number;
  readonly scope: PacketScope;
}

export interface SocketStatistics {
  /** Frames queued since the socket opened. */
  readonly received: number;
  /** Frames lost since the socket opened because the receive buffer was full (PACKET_STATISTICS, summed). */
  readonly dropped: number;
}

/** `null` when closed by us; a SystemError when the kernel ended it (ENETDOWN, ENODEV). */
export type SocketEnd = SystemError | null;

/**
 * One raw socket on one interface, ours for life: filter attached and locked, own frames not heard, the three LLDP groups joined,
 * receive buffer forced. Frames arrive in order, at most a budget per wake-up so that a flooded port does not starve the others.
 */
export interface PacketSocket {
  /**
   * Called with each frame, from the destination address on, without FCS; `vlan` is the VID the kernel stripped, else null. The octets are
   * overwritten after the call: copy what is kept. Nearly every frame repeats what is known, and is only compared.
   */
  onFrame: (frame: Uint8Array, vlan: number | null) => void;
  /** Called on an error of the socket (ENETDOWN when the interface goes down: the socket lives on; ENODEV, EBADF: it is dead). */
  onError: (error: SystemError) => void;
  /** Queues the frame with the kernel. Returns 0, or the errno (ENETDOWN, ENOBUFS, EMSGSIZE, ...). Never throws for a kernel refusal. */
  send(frame: Uint8Array): number;
  statistics(): SocketStatistics;
  /** Idempotent. Resolves when the descriptor is closed (a pool of threads does it: an RCU grace period each). */
  close(): Promise<void>;
}

/** A netlink socket of one namespace. Requests are correlated by the caller through the sequence number. */
export interface NetlinkSocket {
  /** Called with each datagram (one or more netlink messages), an owned copy. */
  onMessage: (datagram: Uint8Array) => void;
  /** Called when the kernel dropped events (ENOBUFS): dump again. */
  onOverrun: () => void;
  onError: (error: SystemError) => void;
  /** Returns 0 or the errno. */
  send(datagram: Uint8Array): number;
  close(): Promise<void>;
}

/** Tells when names under /run/netns come and go (inotify, debounced by nothing: one call per batch of events). */
export interface Watch {
  close(): Promise<void>;
}

/**
 * The only way to the kernel. Two implementations pass one suite: `direct` (this process has the privilege) and `helper` (the
 * privileged parent opens and passes descriptors). Every failure is a rejected SystemError.
 */
export interface SocketOpener {
  readonly kind: "direct" | "helper";
  /** `names`: only /run/netns and our own (cheap). `all`: also tasks and descriptors of every process. */
  listNamespaces(scope: "names" | "all"): Promise<NamespaceList>;
  openPacket(request: PacketRequest): Promise<PacketSocket>;
  /** NETLINK_ROUTE, joined to link, address (v4, v6) and nsid groups. `receiveBuffer` in octets, forced; default 1 MiB. */
  openRoute(namespace: number, receiveBuffer?: number): Promise<NetlinkSocket>;
  /** NETLINK_GENERIC, for ethtool. */
  openGeneric(namespace: number): Promise<NetlinkSocket>;
  /** Calls `onChange` when /run/netns changed. */
  watchNames(onChange: () => void): Promise<Watch>;
  /** Calls `onEnd` once when the process is gone (pidfd); at once when it is gone already. */
  watchProcess(pid: number, onEnd: () => void): Promise<Watch>;
  /** Octets that setns(2) needs to tell which namespace a descriptor means never reach us: the nsid of `peer` as seen from `namespace`, assigned when it had none; -1 when refused. */
  namespaceId(namespace: number, peer: number): Promise<number>;
  /**
   * Which of `peers` the given nsid of `namespace` means: its inode, or null when none of them. Tried in the order given, stopping at the
   * first hit, on one thread and one socket; unlike `namespaceId` it assigns nothing. Inodes that are gone are skipped.
   */
  findNamespace(namespace: number, nsid: number, peers: readonly number[]): Promise<number | null>;
  /** Closes every socket that is still open, in parallel, then the opener. */
  close(): Promise<void>;
}

/** An interface of the machine: inode of its namespace and ifindex. */
export interface InterfaceRef {
  readonly namespace: number;
  readonly ifindex: number;
}

/**
 * What the kernel itself knows about the wiring. Every answer is exact or null: null for a veth means that the other end lies in a
 * namespace that we do not see (yet).
 */
export interface Wiring {
  /** The other end of a veth pair. */
  peerOf(end: InterfaceRef): InterfaceRef | null;
  /** The interface below a macvlan, vlan, vxlan, ... */
  parentOf(child: InterfaceRef): InterfaceRef | null;
  /** Interfaces that have this one as parent. */
  childrenOf(parent: InterfaceRef): readonly InterfaceRef[];
  /** Members of a bridge, bond, ... */
  membersOf(master: InterfaceRef): readonly InterfaceRef[];
  masterOf(member: InterfaceRef): InterfaceRef | null;
}

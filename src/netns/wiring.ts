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
  /** The other end of a veth (or netkit) pair. */
  peerOf(end: InterfaceRef): InterfaceRef | null;
  /** The interface below a macvlan, vlan, vxlan, ... */
  parentOf(child: InterfaceRef): InterfaceRef | null;
  /** Interfaces that have this one as parent. Looks at every interface of the machine. */
  childrenOf(parent: InterfaceRef): readonly InterfaceRef[];
  /** Bridge, bond, ... that the interface is a member of. */
  masterOf(member: InterfaceRef): InterfaceRef | null;
  membersOf(master: InterfaceRef): readonly InterfaceRef[];
}

/** Whether two references mean the same interface, or both none. */
export function sameRef(a: InterfaceRef | null, b: InterfaceRef | null): boolean {
  return a?.namespace === b?.namespace && a?.ifindex === b?.ifindex;
}

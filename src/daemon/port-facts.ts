import { type ChassisId, lldpduDocument, type PortId, portId, timeToLive } from "../lldp/index.ts";
import { firmwareAgentOf, type InterfaceFacts, sourceMacOf, stateOf } from "../netns/index.ts";
import type { IdentifierDocument, PortFacts } from "../topology/index.ts";
import type { PortDecision } from "./port-policy.ts";

/** What the facts of a port are made from, beside the kernel's of its interface. */
export interface PortSurroundings {
  readonly namespace: string;
  readonly decision: PortDecision;
  readonly chassisId: ChassisId;
  readonly leavesMachine: boolean;
  readonly master: InterfaceFacts | null;
  /** Port ids, or null. */
  readonly wiredTo: string | null;
  readonly parent: string | null;
}

/** What the graph is told of a port. */
export function portFacts(facts: InterfaceFacts, around: PortSurroundings): PortFacts {
  const { namespace, master } = around;
  const own = identifiers(around.chassisId, portId("interface-name", facts.name));
  return {
    id: `${namespace}:${facts.name}`,
    namespace,
    interface: facts.name,
    ifindex: facts.ifindex,
    mac: sourceMacOf(facts),
    kind: facts.kind,
    mtu: facts.mtu,
    state: stateOf(facts),
    adminUp: facts.adminUp,
    mode: around.decision.mode,
    watched: around.decision.watched,
    master: master?.name ?? null,
    bridge: master && bridgeFacts(namespace, master),
    bridgePortState: facts.bridgePort?.state ?? null,
    bridgePortGroupFwdMask: facts.bridgePort?.groupFwdMask ?? 0,
    leavesMachine: around.leavesMachine,
    wiredTo: around.wiredTo,
    parent: around.parent,
    speed: facts.ethtool?.speed ?? null,
    duplex: facts.ethtool?.duplex ?? null,
    pvid: facts.vlans?.pvid ?? null,
    aggregated: facts.masterKind === "bond" || facts.masterKind === "team",
    portId: own.portId,
    firmwareAgent: firmwareAgentOf(facts),
  };
}

function bridgeFacts(namespace: string, { name, bridge, adminUp }: InterfaceFacts): PortFacts["bridge"] {
  return bridge && { name: `${namespace}:${name}`, stp: bridge.stp, groupFwdMask: bridge.groupFwdMask, adminUp };
}

/** Both identifiers as documents show them, so that what others say of us can be compared. */
export function identifiers(chassis: ChassisId, port: PortId): { readonly chassisId: IdentifierDocument; readonly portId: IdentifierDocument } {
  return lldpduDocument({ chassisId: chassis, portId: port, timeToLive: timeToLive(0), optional: [], end: true });
}

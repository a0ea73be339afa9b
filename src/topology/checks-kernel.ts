import { type Case, type Clue, evidence, silentWays } from "./clues.ts";
import { ipCommand } from "./fix.ts";
import { bridgeInterface, segmentPrefix } from "./identity.ts";
import type { Model } from "./model.ts";
import type { Hop } from "./wiring.ts";

/** Bit of the nearest-bridge address 01:80:c2:00:00:0e in a bridge's group_fwd_mask. */
const lldpBit = 0x4000;
const netlink = "kernel (rtnetlink)";

/** Whether the namespaces of both ends exist. */
export function* namespaces({ scene, a, b }: Case): Iterable<Clue> {
  const { model, ownerOf } = scene;
  for (const [end, other] of [[a, b] as const, [b, a] as const]) {
    if (!local(end) || model.port(end)) continue;
    const node = ownerOf(end);
    if (model.namespaces.has(node) || model.namespacePorts.get(node).size > 0) continue;
    // Where a cable leaves the machine somebody out there may bear that name: it has not been heard, and that is all.
    if (model.port(other)?.leavesMachine) yield { evidence: evidence(`a system ${node} is known`, "neighbor tables", "no") };
    else {
      const fix = `create ${node} and connect ${end}, or take it out of the plan`;
      yield { evidence: evidence(`namespace ${node} exists`, netlink, "no"), reason: "namespace-gone", fix };
    }
  }
}

/** Whether the interfaces of both ends exist. */
export function* interfaces({ scene, a, b }: Case): Iterable<Clue> {
  for (const end of [a, b]) {
    if (!local(end)) continue;
    if (scene.model.port(end)) yield { evidence: evidence(`interface ${end} exists`, netlink, "yes") };
    else if (scene.model.namespaces.has(scene.ownerOf(end))) {
      const fix = `create ${end} and connect it, or take it out of the plan`;
      yield { evidence: evidence(`interface ${end} exists`, netlink, "no"), reason: "interface-gone", fix };
    }
  }
}

function local(end: string): boolean {
  return !end.startsWith("~") && !end.startsWith(segmentPrefix);
}

/** What the kernel connects the ends to. */
export function* cabling({ scene, a, b }: Case): Iterable<Clue> {
  const { model } = scene;
  for (const end of [a, b]) {
    const port = model.port(end);
    if (!port) continue;
    const cable = model.wiring.cableEnd(end);
    const value = cable ?? (port.parent ? `stacked on ${port.parent}` : port.leavesMachine ? "leaves this machine" : "unknown");
    yield { evidence: evidence(`other end of the cable at ${end}`, "kernel (IFLA_LINK, IFLA_LINK_NETNSID)", value) };
  }
}

/** Administrative state of the ends and of what lies between them. */
export function* adminState(subject: Case): Iterable<Clue> {
  const { model } = subject.scene;
  for (const id of portsOnTheWay(subject)) {
    const port = model.port(id);
    if (port) yield* adminClue(model, id, port.namespace, port.interface, port.adminUp);
  }
  for (const { bridge, enters } of hops(subject)) {
    const port = model.port(enters);
    const up = port?.bridge?.adminUp;
    if (port && up !== undefined) yield* adminClue(model, bridge, port.namespace, bridgeInterface(bridge, port.namespace), up);
  }
}

function* adminClue(model: Model, id: string, namespace: string, name: string, up: boolean): Iterable<Clue> {
  const seen = evidence(`${id} is administratively up`, netlink, up ? "yes" : "no");
  if (up) yield { evidence: seen };
  else yield { evidence: seen, reason: "admin-down", fix: ipCommand(model, namespace, "link", "set", "dev", name, "up") };
}

/** Carrier of the ends and of what lies between them. */
export function* carrier(subject: Case): Iterable<Clue> {
  for (const id of portsOnTheWay(subject)) {
    const port = subject.scene.model.port(id);
    if (!port) continue;
    const seen = evidence(`${id} has carrier`, netlink, port.state === "up" ? "yes" : "no");
    if (port.state === "up" || !port.adminUp) yield { evidence: seen };
    else yield { evidence: seen, reason: "no-carrier", fix: `check what ${id} is connected to: its cable, and whether the other end is up` };
  }
}

/** Bridges on the way that keep LLDP for themselves. */
export function* bridgeFilters(subject: Case): Iterable<Clue> {
  const { model } = subject.scene;
  for (const [speaker, listener] of silentWays(subject)) {
    for (const { bridge, enters } of model.wiring.route(speaker, listener) ?? []) {
      const port = model.port(enters);
      if (!port?.bridge) continue;
      const { groupFwdMask } = port.bridge;
      const value = `bridge ${hex(groupFwdMask)}, port ${enters} ${hex(port.bridgePortGroupFwdMask)}`;
      const seen = evidence(`group_fwd_mask of ${bridge} and of its port towards ${speaker}`, "kernel (IFLA_BR_GROUP_FWD_MASK)", value);
      if ((groupFwdMask | port.bridgePortGroupFwdMask) & lldpBit) yield { evidence: seen };
      else {
        const name = bridgeInterface(bridge, port.namespace);
        const mask = hex(groupFwdMask | lldpBit);
        const fix = ipCommand(model, port.namespace, "link", "set", "dev", name, "type", "bridge", "group_fwd_mask", mask);
        yield { evidence: seen, reason: "bridge-filters", fix };
      }
    }
  }
}

/** Bridge ports on the way that do not forward. */
export function* spanningTree(subject: Case): Iterable<Clue> {
  const { model } = subject.scene;
  for (const { bridge, enters, leaves } of hops(subject)) {
    for (const id of [enters, leaves]) {
      const port = model.port(id);
      if (!port?.bridgePortState) continue;
      const seen = evidence(`state of ${id} on ${bridge}`, "kernel (IFLA_BRPORT_STATE)", port.bridgePortState);
      if (port.bridgePortState === "forwarding") yield { evidence: seen };
      else yield { evidence: seen, reason: "stp-blocking", fix: stpWords(id, bridge, port.bridgePortState, port.bridge?.stp === true) };
    }
  }
}

function stpWords(port: string, bridge: string, state: string, stp: boolean): string {
  const who = stp ? "spanning tree keeps a loop open here" : "somebody set it so";
  return `port ${port} of bridge ${bridge} is ${state}: ${who}; look for the other way between the two ends before you change it`;
}

/** The ends, and the two ports of each bridge between them. */
function portsOnTheWay(subject: Case): Set<string> {
  const ids = new Set([subject.a, subject.b]);
  for (const { enters, leaves } of hops(subject)) ids.add(enters).add(leaves);
  return ids;
}

function hops({ scene, a, b }: Case): readonly Hop[] {
  return scene.model.wiring.route(a, b) ?? [];
}

function hex(mask: number): string {
  return `0x${mask.toString(16)}`;
}

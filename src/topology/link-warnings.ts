import { advertisedOf } from "./advertised.ts";
import type { NeighborFacts } from "./documents.ts";
import type { PortFacts } from "./facts.ts";
import { remoteNodeOf, segmentPrefix } from "./identity.ts";
import { type Scene, watched } from "./scene.ts";
import { type Warning, warnings } from "./words.ts";

/** Of nearly all links: one list for all of them. */
const none: readonly Warning[] = [];

/** Warnings of a link, in the order of the contract. `flapping` is the caller's to know. */
export function warningsOf(scene: Scene, a: string, b: string, flapping: boolean): readonly Warning[] {
  const found = new Set<Warning>();
  if (flapping) found.add("flapping");
  if (a === b) found.add("self-loop");
  for (const [end, other] of [[a, b] as const, [b, a] as const]) {
    if (end.startsWith(segmentPrefix)) continue;
    if (scene.model.hearing.heardCount(end) > 1) found.add("multiple");
    nodeWarnings(scene, end, found);
    const port = scene.model.port(end);
    if (watched(port)) for (const report of reports(scene, end, other)) compareReport(port, report, found);
  }
  const [left, right] = [scene.model.port(a), scene.model.port(b)];
  if (left && right && a !== b) compareOwn(left, right, found);
  return found.size === 0 ? none : warnings.filter((warning) => found.has(warning));
}

/** What `listener` was told by `speaker`. Our own ends are compared by what the kernel says instead. */
function* reports({ model }: Scene, listener: string, speaker: string): Iterable<NeighborFacts> {
  if (model.port(speaker)) return;
  for (const id of model.portNeighbors.get(listener)) {
    const entry = model.neighbors.get(id);
    if (entry && (entry.peer === speaker || speaker.startsWith(segmentPrefix))) yield entry.facts;
  }
}

function nodeWarnings(scene: Scene, end: string, found: Set<Warning>): void {
  const { model } = scene;
  const node = scene.ownerOf(end);
  const namespace = model.namespace(node);
  if (namespace) {
    if (namespace.state === "stale") found.add("stale");
    if (model.resolver.owners(namespace.chassis).size > 1) found.add("duplicate-chassis");
    if (model.names.namesakes(namespace.systemName).size > 1) found.add("duplicate-name");
    return;
  }
  const remote = remoteNodeOf(end) === null ? null : model.remotes.spokesman(node);
  if (!remote) return;
  if (model.sharesChassis(node)) found.add("duplicate-chassis");
  if (remote.systemName && duplicateName(scene, node, remote)) found.add("duplicate-name");
}

/** Namespaces share the host's name unless they unshare it, so strangers in them that bear it are no duplicates. */
function duplicateName({ model }: Scene, node: string, { systemName, port }: NeighborFacts): boolean {
  const namesakes = model.names.namesakes(systemName ?? "");
  if (namesakes.size <= (namesakes.has(node) ? 1 : 0)) return false;
  const local = model.port(port)?.leavesMachine === false;
  return !(local && model.namespace(model.port(port)?.namespace ?? "")?.host === systemName);
}

function compareOwn(left: PortFacts, right: PortFacts, found: Set<Warning>): void {
  if (left.mtu !== right.mtu) found.add("mtu-mismatch");
  if (differ(left.speed, right.speed) || differ(left.duplex, right.duplex)) found.add("speed-mismatch");
  if (differ(left.pvid, right.pvid)) found.add("vlan-mismatch");
  if (left.aggregated !== right.aggregated) found.add("aggregation-mismatch");
}

/** A frame of our MTU has 14 octets of header and 4 of CRC; the neighbor's limit counts both (802.3-2018 79.3.4). */
function compareReport(port: PortFacts, report: NeighborFacts, found: Set<Warning>): void {
  const { maximumFrameSize, speed, duplex, pvid, aggregated } = advertisedOf(report);
  if (maximumFrameSize && port.mtu + 18 > maximumFrameSize) found.add("mtu-mismatch");
  if (differ(port.speed, speed) || differ(port.duplex, duplex)) found.add("speed-mismatch");
  if (pvid !== 0 && differ(port.pvid, pvid)) found.add("vlan-mismatch");
  if (aggregated !== null && aggregated !== port.aggregated) found.add("aggregation-mismatch");
}

function differ<T>(left: T | null, right: T | null): boolean {
  return left !== null && right !== null && left !== right;
}

import type { NeighborFacts } from "./documents.ts";
import type { NamespaceFacts, PortFacts } from "./facts.ts";
import { identifierKey, msapKey, remoteNodeId, remotePortId } from "./identity.ts";
import { MultiMap, type Values } from "./multi-map.ts";
import type { Wiring } from "./wiring.ts";

/** Finds the port that a neighbor entry speaks of: one of ours, known by the identifiers that we send, or that of a remote system. */
export class Resolver {
  readonly #port: (id: string) => PortFacts | undefined;
  readonly #wiring: Wiring;
  readonly #owners = new MultiMap();
  /** Only ports whose port id is not simply their interface name; the others are found by their id. */
  readonly #unusual = new MultiMap();
  readonly #byMsap = new MultiMap();

  constructor(port: (id: string) => PortFacts | undefined, wiring: Wiring) {
    this.#port = port;
    this.#wiring = wiring;
  }

  updateNamespace(before: NamespaceFacts | null, after: NamespaceFacts | null): void {
    if (before) this.#owners.delete(identifierKey(before.chassis), before.id);
    if (after) this.#owners.add(identifierKey(after.chassis), after.id);
  }

  updatePort(before: PortFacts | null, after: PortFacts | null): void {
    if (before && !usual(before)) this.#unusual.delete(placeOf(before), before.id);
    if (after && !usual(after)) this.#unusual.add(placeOf(after), after.id);
  }

  updateNeighbor(before: NeighborFacts | null, after: NeighborFacts | null): void {
    if (before) this.#byMsap.delete(msapKey(before.chassisId, before.portId), before.id);
    if (after) this.#byMsap.add(msapKey(after.chassisId, after.portId), after.id);
  }

  /** Our namespaces that send this chassis id. */
  owners(chassis: NeighborFacts["chassisId"]): Values {
    return this.#owners.get(identifierKey(chassis));
  }

  /** Our other namespaces that send the same chassis id. */
  rivals(chassis: NeighborFacts["chassisId"], namespace: string): string[] {
    return [...this.owners(chassis)].filter((id) => id !== namespace);
  }

  /** Ids of the neighbor entries that speak of a port of ours. */
  reportsOf(namespace: NamespaceFacts, port: PortFacts): Values {
    return this.#byMsap.get(msapKey(namespace.chassis, port.portId));
  }

  /**
   * Port id of the neighbor. Two ports of ours with equal identifiers are told apart by the cable; when it does not help, neither is
   * taken. A stranger's frame that carries the address of the port at the other end of the cable comes from that port.
   */
  resolve(neighbor: NeighborFacts): string {
    const candidates = this.#candidates(neighbor);
    if (candidates.length === 1) return candidates[0] as string;
    const end = this.#wiring.cableEnd(neighbor.port);
    if (end !== null && (candidates.includes(end) || this.#port(end)?.mac === neighbor.sourceMac)) return end;
    return remotePortId(remoteNodeId(neighbor.chassisId), neighbor.portId);
  }

  #candidates(neighbor: NeighborFacts): string[] {
    const key = identifierKey(neighbor.portId);
    const found: string[] = [];
    for (const namespace of this.owners(neighbor.chassisId)) {
      const named = this.#port(`${namespace}:${neighbor.portId.value}`);
      if (named?.namespace === namespace && usual(named) && identifierKey(named.portId) === key) found.push(named.id);
      found.push(...this.#unusual.get(`${namespace}/${key}`));
    }
    return found;
  }
}

function usual(port: PortFacts): boolean {
  return port.portId.subtype === "interface-name" && port.portId.value === port.interface && port.id === `${port.namespace}:${port.interface}`;
}

function placeOf(port: PortFacts): string {
  return `${port.namespace}/${identifierKey(port.portId)}`;
}

import type { NamespaceDocument, NeighborFacts } from "./documents.ts";
import type { NamespaceFacts, PortFacts } from "./facts.ts";
import { FarCables } from "./far-cables.ts";
import type { BridgeView, PortView } from "./graph-view.ts";
import { Hearing, type Segment } from "./hearing.ts";
import { bridgeInterface, remoteNodeOf } from "./identity.ts";
import { MultiMap } from "./multi-map.ts";
import { Names } from "./names.ts";
import { RemoteBook } from "./remote-book.ts";
import { Resolver } from "./resolver.ts";
import { Roster } from "./roster.ts";
import type { Standing } from "./standing.ts";
import { Wiring } from "./wiring.ts";
import type { EventReason } from "./words.ts";

export interface NamespaceEntry {
  readonly facts: NamespaceFacts;
  document: NamespaceDocument | null;
}

export interface PortEntry {
  readonly facts: PortFacts;
  readonly lastChange: string;
  /** What its links say about it. */
  readonly standing: Standing;
  view: PortView | null;
}

export interface NeighborEntry {
  readonly facts: NeighborFacts;
  /** Port id of the one that was heard. */
  readonly peer: string;
}

/** Everything that the graph was told, with the indexes that make a change cheap, and the list of what a change may concern. */
export class Model {
  readonly namespaces = new Roster<NamespaceEntry, NamespaceDocument>((entry) => this.documentOf(entry));
  readonly ports = new Roster<PortEntry, PortView>((entry) => this.viewOf(entry));
  readonly neighbors = new Roster<NeighborEntry, NeighborFacts>((entry) => entry.facts);
  readonly namespacePorts = new MultiMap();
  readonly portNeighbors = new MultiMap();
  readonly remotes = new RemoteBook();
  /** Ports with agents per namespace. */
  readonly watched = new Map<string, number>();
  readonly names = new Names();
  readonly wiring = new Wiring((id) => this.port(id));
  readonly resolver = new Resolver((id) => this.port(id), this.wiring);
  readonly hearing = new Hearing((a, b) => this.wiring.cabled(a, b), {
    moved: (port) => this.touch(port, "changed"),
    reshaped: (segment) => this.reshaped.add(segment),
  });

  readonly farCables = new FarCables({
    port: (id) => this.port(id),
    hostOf: (id) => this.namespace(this.port(id)?.namespace ?? "")?.host,
    hearing: this.hearing,
    wiring: this.wiring,
    touch: (port) => this.touch(port, "changed"),
  });

  /** Why the last neighbor of a port went; nothing for a port on which somebody new was heard since. */
  readonly lost = new Map<string, EventReason>();

  /** Ports whose links may have changed, and why. */
  readonly touched = new Map<string, EventReason>();
  /** Segments whose members or name may have changed. */
  readonly reshaped = new Set<Segment>();
  /** Nodes all of whose links may have changed. */
  readonly judgedAnew = new Set<string>();
  /** Ports that came or went. */
  readonly cameOrWent = new Set<string>();
  /** Nodes whose own facts may have changed, and why. */
  readonly touchedNodes = new Map<string, EventReason>();

  port(id: string): PortFacts | undefined {
    return this.ports.get(id)?.facts;
  }

  namespace(id: string): NamespaceFacts | undefined {
    return this.namespaces.get(id)?.facts;
  }

  /** Remembers that the links of a port need a look. A cause that says more than "changed" stays. */
  touch(port: string, reason: EventReason): void {
    const known = this.touched.get(port);
    if (known === undefined || known === "changed") this.touched.set(port, reason);
  }

  touchNode(node: string, reason: EventReason): void {
    const known = this.touchedNodes.get(node);
    if (known === undefined || known === "changed") this.touchedNodes.set(node, reason);
  }

  /** Stores what a neighbor says (null: it is gone) and whom it speaks of. */
  placeNeighbor(id: string, facts: NeighborFacts | null, cause: EventReason): void {
    const old = this.neighbors.get(id);
    this.resolver.updateNeighbor(old?.facts ?? null, facts);
    const peer = facts && this.resolver.resolve(facts);
    if (facts && peer !== null) this.neighbors.set(id, { facts, peer });
    else this.neighbors.delete(id);
    if (old && old.peer !== peer) this.#unhear(old, cause);
    if (old && !facts) this.lost.set(old.facts.port, cause);
    if (facts && peer !== null) {
      if (old?.peer !== peer) this.#hear(facts, peer);
      this.#describe(facts, peer, cause);
    }
    for (const voice of [old?.facts.port, old?.peer, facts?.port, peer]) if (voice) this.touch(voice, cause);
  }

  /** Looks again whom some neighbors speak of. What was heard from a port of ours that is no more makes no stranger of it. */
  reconsider(neighbors: Iterable<string>): void {
    for (const id of [...neighbors]) {
      const entry = this.neighbors.get(id);
      if (!entry) continue;
      const vanished = remoteNodeOf(entry.peer) === null && !this.ports.has(entry.peer);
      const peer = this.resolver.resolve(entry.facts);
      if (peer !== entry.peer && !(vanished && remoteNodeOf(peer) !== null)) this.placeNeighbor(id, entry.facts, "changed");
    }
  }

  /** Whether a remote system's chassis id is borne by another system too. */
  sharesChassis(node: string): boolean {
    const remote = this.remotes.spokesman(node);
    if (!remote) return false;
    if (this.remotes.nameCount(node) > 1) return true;
    const [owner] = this.resolver.owners(remote.chassisId);
    return owner !== undefined && Boolean(remote.systemName) && this.namespace(owner)?.systemName !== remote.systemName;
  }

  #hear(facts: NeighborFacts, peer: string): void {
    this.lost.delete(facts.port);
    this.portNeighbors.add(facts.port, facts.id);
    this.hearing.add(facts.port, peer);
    this.farCables.refresh(facts.port, peer);
    this.recountNeighbors(facts.port);
  }

  #unhear({ facts, peer }: NeighborEntry, cause: EventReason): void {
    this.portNeighbors.delete(facts.port, facts.id);
    this.hearing.remove(facts.port, peer);
    this.farCables.refresh(facts.port, peer);
    this.recountNeighbors(facts.port);
    const node = remoteNodeOf(peer);
    if (node !== null) this.#remoteChanged(node, cause, () => this.remotes.delete(node, facts.id));
  }

  #describe(facts: NeighborFacts, peer: string, cause: EventReason): void {
    const node = remoteNodeOf(peer);
    if (node !== null) this.#remoteChanged(node, cause, () => this.remotes.put(node, facts));
  }

  #remoteChanged(node: string, cause: EventReason, change: () => void): void {
    const shared = this.remotes.nameCount(node) > 1;
    const name = this.remotes.spokesman(node)?.systemName;
    change();
    this.touchNode(node, cause);
    this.names.updateRemote(node, this.remotes.spokesman(node));
    if (shared !== this.remotes.nameCount(node) > 1) this.touchPortsOf(node);
    const renamed = this.remotes.spokesman(node)?.systemName;
    if (name !== renamed) for (const each of [name, renamed]) if (each) this.touchNamesakes(each);
  }

  /** Links of systems with one name are warned about: one more or one less may change that for all. */
  touchNamesakes(systemName: string): void {
    const namesakes = this.names.namesakes(systemName);
    if (namesakes.size <= 2) for (const node of namesakes) this.touchPortsOf(node);
  }

  /** All links of a node need a look. */
  touchPortsOf(node: string): void {
    for (const port of this.namespacePorts.get(node)) this.touch(port, "changed");
    this.judgedAnew.add(node);
  }

  /** Every bridge that some port is on, by id. */
  bridges(): BridgeView[] {
    return [...this.wiring.bridges()].sort().map((id) => {
      const slaves = [...this.wiring.slaves(id)].sort();
      const { namespace, bridge } = this.port(slaves[0] as string) as PortFacts;
      const { groupFwdMask = 0, stp = false } = bridge ?? {};
      return { id, namespace, interface: bridgeInterface(id, namespace), groupFwdMask, stp, slaves };
    });
  }

  /** The port's document of the moment. */
  viewOf(entry: PortEntry): PortView {
    entry.view ??= portView(entry, this.portNeighbors.get(entry.facts.id).size);
    return entry.view;
  }

  /** The namespace's document of the moment. */
  documentOf(entry: NamespaceEntry): NamespaceDocument {
    const { id, name, names, inode, kind, state } = entry.facts;
    entry.document ??= { id, name, names, inode, kind, state, ports: this.namespacePorts.get(id).size };
    return entry.document;
  }

  /** The number of neighbors of a port changed. */
  recountNeighbors(port: string): void {
    const entry = this.ports.get(port);
    if (!entry) return;
    entry.view = null;
    this.ports.touched();
  }

  /** The number of ports of a namespace changed. */
  recountPorts(namespace: string): void {
    const entry = this.namespaces.get(namespace);
    if (!entry) return;
    entry.document = null;
    this.namespaces.touched();
  }
}

function portView({ facts, standing, lastChange }: PortEntry, neighbors: number): PortView {
  return {
    id: facts.id,
    namespace: facts.namespace,
    interface: facts.interface,
    ifindex: facts.ifindex,
    mac: facts.mac,
    kind: facts.kind,
    mtu: facts.mtu,
    state: facts.state,
    mode: facts.mode,
    master: facts.master,
    wiredTo: facts.wiredTo,
    neighbors,
    verdict: standing.verdict,
    reason: standing.reason,
    warnings: standing.warnings,
    lastChange,
  };
}

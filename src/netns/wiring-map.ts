import { InodeOrder } from "./inode-order.ts";
import type { InterfaceFacts } from "./interface-facts.ts";
import { NamespaceIds } from "./namespace-ids.ts";
import { type InterfaceRef, sameRef, type Wiring } from "./wiring.ts";

type Interfaces = ReadonlyMap<number, InterfaceFacts>;

interface Answers {
  readonly peer: InterfaceRef | null;
  readonly parent: InterfaceRef | null;
  readonly master: InterfaceRef | null;
}

const pairKinds = new Set(["veth", "netkit"]);

/**
 * Pure: from the interfaces of all namespaces and from what their nsids mean, who is wired to whom. ifindexes say nothing on their own:
 * they are the same in many namespaces, often at both ends of a pair. The interfaces are read where their monitor keeps them.
 */
export class WiringMap implements Wiring {
  readonly #interfaces = new Map<number, Interfaces>();
  readonly #ids = new NamespaceIds();
  readonly #order = new InodeOrder();
  readonly #told = new Map<number, Map<number, Answers>>();

  peerOf(end: InterfaceRef): InterfaceRef | null {
    const facts = this.#facts(end);
    if (!facts || !pairKinds.has(facts.kind)) return null;
    const peer = this.#across(end, facts, facts.link);
    const back = peer && this.#facts(peer);
    if (!peer || !back || !pairKinds.has(back.kind)) return null;
    // One end does not hear that the other was moved. Both must point at each other, or what we know of one is out of date.
    return sameRef(this.#across(peer, back, back.link), end) ? peer : null;
  }

  parentOf(child: InterfaceRef): InterfaceRef | null {
    const facts = this.#facts(child);
    if (!facts || pairKinds.has(facts.kind)) return null;
    const link = facts.settings?.kind === "vxlan" ? (facts.settings.link ?? facts.link) : facts.link;
    const parent = this.#across(child, facts, link);
    return parent && this.#facts(parent) && !sameRef(parent, child) ? parent : null;
  }

  childrenOf(parent: InterfaceRef): readonly InterfaceRef[] {
    return this.#all().filter((each) => sameRef(this.parentOf(each), parent));
  }

  masterOf({ namespace, ifindex }: InterfaceRef): InterfaceRef | null {
    const table = this.#interfaces.get(namespace);
    const master = table?.get(ifindex)?.master ?? null;
    return master !== null && table?.has(master) ? { namespace, ifindex: master } : null;
  }

  membersOf({ namespace, ifindex }: InterfaceRef): readonly InterfaceRef[] {
    const members = [...(this.#interfaces.get(namespace)?.values() ?? [])].filter((facts) => facts.master === ifindex);
    return members.map((facts) => ({ namespace, ifindex: facts.ifindex }));
  }

  /** Whether the interface is one of two that point at each other; a macvlan points at its parent, which knows nothing of it. */
  isPair(end: InterfaceRef): boolean {
    return pairKinds.has(this.#facts(end)?.kind ?? "");
  }

  /** Where the interface says its link leads, whether or not the other side agrees: an nsid of its own namespace. */
  pointerOf(end: InterfaceRef): { readonly id: number; readonly link: number } | null {
    const facts = this.#facts(end);
    return facts?.linkNamespaceId == null || facts.link === null ? null : { id: facts.linkNamespaceId, link: facts.link };
  }

  /** The interface at which the link leads, whether or not it points back; null when the namespace is not known. */
  targetOf(end: InterfaceRef): InterfaceRef | null {
    const facts = this.#facts(end);
    return facts ? this.#across(end, facts, facts.link) : null;
  }

  /** What the nsid of a namespace means, as far as known. */
  meaningOf(namespace: number, id: number): number | null {
    return this.#ids.meaningOf(namespace, id);
  }

  /** Adds a namespace, with a live view of its interfaces. */
  add(namespace: number, interfaces: Interfaces): void {
    this.#interfaces.set(namespace, interfaces);
    this.#order.add(namespace);
    this.#told.set(namespace, new Map());
  }

  /** Removes a namespace and everything that nsids of others said about it. Returns whose answers may change by that. */
  remove(namespace: number): InterfaceRef[] {
    const pointing = this.pointingTo(namespace);
    this.#interfaces.delete(namespace);
    this.#told.delete(namespace);
    this.#ids.drop(namespace);
    this.#order.delete(namespace);
    return pointing;
  }

  /** Learns (or with null forgets) an nsid. Returns whose answers may change by that. */
  learn(namespace: number, id: number, meaning: number | null): InterfaceRef[] {
    if (meaning === null) this.#ids.forget(namespace, id);
    else this.#ids.learn(namespace, id, meaning);
    return this.pointingBy(namespace, id);
  }

  /** The interfaces of other namespaces whose link is known to lead here. */
  pointingTo(namespace: number): InterfaceRef[] {
    return this.#ids.knownAs(namespace).flatMap((each) => this.pointingBy(each.namespace, each.id));
  }

  /** The interfaces of a namespace whose link leads through this nsid. */
  pointingBy(namespace: number, id: number): InterfaceRef[] {
    const facts = [...(this.#interfaces.get(namespace)?.values() ?? [])].filter((each) => each.linkNamespaceId === id);
    return facts.map(({ ifindex }) => ({ namespace, ifindex }));
  }

  /**
   * Namespaces that have an interface which this link could end at, at most `limit`, nearest inodes first, because labs are made in order.
   * For a pair only such as point back and are not matched yet.
   */
  candidates({ namespace, ifindex }: InterfaceRef, link: number, limit: number): number[] {
    const fits = (each: number): boolean => {
      const facts = this.#interfaces.get(each)?.get(link);
      if (!facts) return false;
      if (!pairKinds.has(this.#facts({ namespace, ifindex })?.kind ?? "")) return true;
      return facts.link === ifindex && facts.linkNamespaceId !== null && this.meaningOf(each, facts.linkNamespaceId) === null;
    };
    return this.#order.outward(namespace, limit, fits);
  }

  /** Compares the answers for these interfaces and for their counterparts with what was told before. Returns those that changed. */
  review(refs: readonly InterfaceRef[]): InterfaceRef[] {
    const changed: InterfaceRef[] = [];
    const queue = [...refs];
    for (let ref = queue.pop(); ref; ref = queue.pop()) {
      const told = this.#told.get(ref.namespace);
      const before = told?.get(ref.ifindex) ?? noAnswers;
      const after = this.#facts(ref) ? { peer: this.peerOf(ref), parent: this.parentOf(ref), master: this.masterOf(ref) } : noAnswers;
      if (sameRef(before.peer, after.peer) && sameRef(before.parent, after.parent) && sameRef(before.master, after.master)) continue;
      if (after === noAnswers) told?.delete(ref.ifindex);
      else told?.set(ref.ifindex, after);
      changed.push(ref);
      for (const peer of [before.peer, after.peer]) if (peer) queue.push(peer);
    }
    return changed;
  }

  /** The peer as it was told last: still there when the facts are already gone. */
  toldPeerOf({ namespace, ifindex }: InterfaceRef): InterfaceRef | null {
    return this.#told.get(namespace)?.get(ifindex)?.peer ?? null;
  }

  #facts({ namespace, ifindex }: InterfaceRef): InterfaceFacts | undefined {
    return this.#interfaces.get(namespace)?.get(ifindex);
  }

  #across(end: InterfaceRef, facts: InterfaceFacts, link: number | null): InterfaceRef | null {
    if (link === null) return null;
    const namespace = facts.linkNamespaceId === null ? end.namespace : this.meaningOf(end.namespace, facts.linkNamespaceId);
    return namespace === null ? null : { namespace, ifindex: link };
  }

  #all(): InterfaceRef[] {
    return [...this.#interfaces].flatMap(([namespace, table]) => [...table.keys()].map((ifindex) => ({ namespace, ifindex })));
  }
}

const noAnswers: Answers = { peer: null, parent: null, master: null };

import { type Cancel, type Clock, type Logger, Signal, silentLogger } from "../base/index.ts";
import type { SocketOpener } from "../native/index.ts";
import type { LinkEvent, LinkMonitor } from "./link-event.ts";
import type { NamespaceWatcher } from "./namespace.ts";
import type { InterfaceRef, Wiring } from "./wiring.ts";
import { WiringMap } from "./wiring-map.ts";

export interface WiringKeeperOptions {
  readonly opener: SocketOpener;
  readonly watcher: NamespaceWatcher;
  readonly clock: Clock;
  readonly log?: Logger;
}

/** First look where labs put the other end; asking costs a system call for each candidate. */
const nearby = 32;
/** After a link that leads nowhere: when to look at all processes again, in milliseconds. A runtime may still be at work. */
const scanDelays = [0, 50, 150, 500, 1500];

/**
 * Keeps the wired layer up to date from the monitors that it follows. It asks the kernel what nsids mean, has the watcher look for
 * namespaces that a link leads to and that nobody has seen yet, and has the other end of a pair looked at when one end changes:
 * the kernel tells that end up to a second late, or (when the pair's other end was moved) not at all.
 */
export class WiringKeeper implements Wiring {
  /** Interfaces with another peer, parent or master than before, both ends of a pair. */
  readonly changes = new Signal<readonly InterfaceRef[]>();
  readonly #opener: SocketOpener;
  readonly #watcher: NamespaceWatcher;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #map = new WiringMap();
  readonly #monitors = new Map<number, { readonly monitor: LinkMonitor; readonly stop: () => void }>();
  /** `namespace/nsid` of questions under way, and of those that nobody could answer with the scans made for them. */
  readonly #asking = new Set<string>();
  readonly #unanswered = new Map<string, { readonly end: InterfaceRef; scans: number }>();
  readonly #unsubscribe: () => void;
  readonly #fresh: InterfaceRef[] = [];
  #resolving: Cancel | null = null;
  #closed = false;

  constructor({ opener, watcher, clock, log }: WiringKeeperOptions) {
    this.#opener = opener;
    this.#watcher = watcher;
    this.#clock = clock;
    this.#log = log ?? silentLogger;
    this.#unsubscribe = watcher.appeared.subscribe(() => this.#askAgain());
  }

  peerOf(end: InterfaceRef): InterfaceRef | null {
    return this.#map.peerOf(end);
  }

  parentOf(child: InterfaceRef): InterfaceRef | null {
    return this.#map.parentOf(child);
  }

  childrenOf(parent: InterfaceRef): readonly InterfaceRef[] {
    return this.#map.childrenOf(parent);
  }

  masterOf(member: InterfaceRef): InterfaceRef | null {
    return this.#map.masterOf(member);
  }

  membersOf(master: InterfaceRef): readonly InterfaceRef[] {
    return this.#map.membersOf(master);
  }

  /** Takes the interfaces of a namespace into account, from now until `unfollow`. */
  follow(monitor: LinkMonitor): void {
    const { namespace } = monitor;
    this.#map.add(namespace, monitor.interfaces);
    const stops = [
      monitor.events.subscribe((event) => this.#take(namespace, event)),
      monitor.forgottenIds.subscribe((id) => this.#learn(namespace, id, null)),
    ];
    this.#monitors.set(namespace, { monitor, stop: () => stops.map((stop) => stop()) });
    const pointing = this.#map.pointingTo(namespace);
    for (const end of pointing) this.#learnBack(end, namespace);
    const ends = [...monitor.interfaces.keys()].map((ifindex) => ({ namespace, ifindex }));
    this.#resolveSoon(ends);
    this.#review([...ends, ...pointing]);
  }

  /** Forgets a namespace that is gone. */
  unfollow(namespace: number): void {
    this.#monitors.get(namespace)?.stop();
    this.#monitors.delete(namespace);
    this.#review(this.#map.remove(namespace));
    for (const [key, { end }] of this.#unanswered) if (end.namespace === namespace) this.#unanswered.delete(key);
  }

  /** Nothing is told after the call. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#resolving?.();
    for (const { stop } of this.#monitors.values()) stop();
    this.#monitors.clear();
    this.#unanswered.clear();
  }

  #take(namespace: number, event: LinkEvent): void {
    const ref = { namespace, ifindex: (event.kind === "vanished" ? event.before : event.after).ifindex };
    const toldPeer = this.#map.toldPeerOf(ref);
    if (event.kind === "vanished") {
      if (toldPeer) this.#refresh(toldPeer);
      if (event.movedTo !== null && this.#map.meaningOf(namespace, event.movedTo) === null) this.#ask(ref, event.movedTo, null);
    } else {
      this.#resolve(ref);
      const peer = toldPeer ?? this.#map.targetOf(ref);
      const stale = peer !== null && this.#map.peerOf(ref) === null;
      if (peer && (stale || movedCarrier(event))) this.#refresh(peer);
    }
    this.#review([ref]);
  }

  #refresh({ namespace, ifindex }: InterfaceRef): void {
    this.#monitors.get(namespace)?.monitor.refresh(ifindex);
  }

  #review(refs: readonly InterfaceRef[]): void {
    const changed = this.#map.review(refs);
    if (changed.length > 0) this.changes.emit(changed);
  }

  /** Namespaces that are followed in one turn of the event loop find each other among themselves: asking before all are known costs most. */
  #resolveSoon(ends: readonly InterfaceRef[]): void {
    this.#fresh.push(...ends);
    this.#resolving ??= this.#clock.at(this.#clock.now(), () => {
      this.#resolving = null;
      for (const end of this.#fresh.splice(0)) this.#resolve(end);
    });
  }

  /** Makes sure that the nsid which the link leads through is known, or asked for. */
  #resolve(end: InterfaceRef): void {
    const pointer = this.#map.pointerOf(end);
    if (pointer && this.#map.meaningOf(end.namespace, pointer.id) === null) this.#ask(end, pointer.id, pointer.link);
  }

  #askAgain(): void {
    for (const { end } of [...this.#unanswered.values()]) this.#resolve(end);
  }

  #ask(end: InterfaceRef, id: number, link: number | null): void {
    const key = `${end.namespace}/${id}`;
    if (this.#asking.has(key) || this.#closed) return;
    this.#asking.add(key);
    this.#find(end, id, link)
      .catch((error: unknown) => {
        this.#log.debug({ namespace: end.namespace, nsid: id, error: String(error) }, "cannot ask what an nsid means");
        return null;
      })
      .then((meaning) => {
        // The answer counts only while the question does: the kernel may have forgotten the nsid meanwhile.
        if (!this.#asking.delete(key) || !this.#monitors.has(end.namespace)) return;
        if (meaning !== null) this.#learn(end.namespace, id, meaning);
        else this.#lookFor(key, end);
      });
  }

  async #find(end: InterfaceRef, id: number, link: number | null): Promise<number | null> {
    const likely = link === null ? [] : this.#map.candidates(end, link, nearby);
    const known = likely.length > 0 ? await this.#opener.findNamespace(end.namespace, id, likely) : null;
    if (known !== null) return known;
    const rest = [...this.#watcher.namespaces.keys()].filter((each) => each !== end.namespace && !likely.includes(each));
    return rest.length > 0 ? this.#opener.findNamespace(end.namespace, id, rest) : null;
  }

  #learn(namespace: number, id: number, meaning: number | null): void {
    const key = `${namespace}/${id}`;
    this.#unanswered.delete(key);
    if (meaning === null) this.#asking.delete(key);
    const ends = this.#map.learn(namespace, id, meaning);
    for (const end of ends) if (meaning !== null) this.#learnBack(end, meaning);
    this.#review(ends);
  }

  /** A pair has two ends: where one leads is now known, so the other's nsid, if it points back, means this namespace. */
  #learnBack(end: InterfaceRef, meaning: number): void {
    const target = this.#map.targetOf(end);
    const back = target && this.#map.pointerOf(target);
    if (!target || !back || back.link !== end.ifindex || !this.#map.isPair(end) || !this.#map.isPair(target)) {
      if (target && this.#map.peerOf(end) === null && this.#map.parentOf(end) === null) this.#refresh(target);
    } else if (this.#map.meaningOf(meaning, back.id) === null) {
      this.#asking.delete(`${meaning}/${back.id}`);
      this.#review(this.#map.learn(meaning, back.id, end.namespace));
    }
  }

  /** Nobody known is meant, so somebody unknown is: look at every process, at once and a few times more. */
  #lookFor(key: string, end: InterfaceRef): void {
    const search = this.#unanswered.get(key) ?? { end, scans: 0 };
    this.#unanswered.set(key, search);
    const delay = scanDelays[search.scans++];
    if (delay === undefined) return;
    this.#clock.at(this.#clock.now() + delay, () => {
      if (this.#closed || this.#unanswered.get(key) !== search) return;
      this.#watcher.scan().then(
        () => {
          if (this.#unanswered.get(key) === search) this.#resolve(end);
        },
        () => {},
      );
    });
  }
}

function movedCarrier(event: LinkEvent): boolean {
  return event.kind === "changed" && (event.before.carrier !== event.after.carrier || event.before.adminUp !== event.after.adminUp);
}

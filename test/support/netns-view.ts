import { expect } from "vitest";
import type { SocketOpener } from "../../src/native/index.ts";
import {
  type InterfaceFacts,
  type InterfaceRef,
  type LinkMonitor,
  type Namespace,
  type NamespaceWatcher,
  type NamespaceWatcherOptions,
  openLinkMonitor,
  WiringKeeper,
  watchNamespaces,
} from "../../src/netns/index.ts";
import { openInMode } from "./mode.ts";
import { runningClock } from "./running-clock.ts";

/** The room netns at work, as the daemon uses it: a watcher, one monitor for each namespace that is followed, and the wiring. */
export class NetnsView {
  readonly opener: SocketOpener;
  readonly watcher: NamespaceWatcher;
  readonly wiring: WiringKeeper;
  readonly monitors = new Map<number, LinkMonitor>();
  readonly #follows: (namespace: Namespace) => boolean;
  readonly #opening = new Set<Promise<void>>();

  /** `follows` tells which namespaces are opened; others on the machine are none of the test's business. */
  static async open(follows: (namespace: Namespace) => boolean, options: Partial<NamespaceWatcherOptions> = {}): Promise<NetnsView> {
    const opener = options.opener ?? (await openInMode());
    const view = new NetnsView(opener, await watchNamespaces({ opener, clock: runningClock, ...options }), follows);
    await view.settled();
    return view;
  }

  private constructor(opener: SocketOpener, watcher: NamespaceWatcher, follows: (namespace: Namespace) => boolean) {
    this.opener = opener;
    this.watcher = watcher;
    this.wiring = new WiringKeeper({ opener, watcher, clock: runningClock });
    this.#follows = follows;
    watcher.appeared.subscribe((namespace) => this.#follow(namespace));
    watcher.vanished.subscribe(({ inode }) => this.#unfollow(inode));
    for (const namespace of watcher.namespaces.values()) this.#follow(namespace);
  }

  /** Resolves when what was being opened is open. */
  async settled(): Promise<void> {
    await Promise.all(this.#opening);
  }

  named(name: string): Namespace | undefined {
    return [...this.watcher.namespaces.values()].find(({ names }) => names.includes(name));
  }

  monitor(name: string): LinkMonitor | undefined {
    return this.monitors.get(this.named(name)?.inode ?? -1);
  }

  interface(namespace: string, name: string): InterfaceFacts | undefined {
    return [...(this.monitor(namespace)?.interfaces.values() ?? [])].find((facts) => facts.name === name);
  }

  ref(namespace: string, name: string): InterfaceRef {
    const facts = this.interface(namespace, name);
    expect(facts, `${name} in ${namespace}`).toBeDefined();
    return { namespace: this.monitor(namespace)?.namespace as number, ifindex: (facts as InterfaceFacts).ifindex };
  }

  /** `NAMESPACE:INTERFACE` of a reference, or null. */
  text(ref: InterfaceRef | null): string | null {
    if (!ref) return null;
    return `${this.watcher.namespaces.get(ref.namespace)?.name}:${this.monitors.get(ref.namespace)?.interfaces.get(ref.ifindex)?.name}`;
  }

  /** What the wiring says is at the other end, as text. */
  peer(namespace: string, name: string): string | null {
    return this.interface(namespace, name) ? this.text(this.wiring.peerOf(this.ref(namespace, name))) : null;
  }

  async close(): Promise<void> {
    await this.watcher.close();
    this.wiring.close();
    await this.settled();
    await this.opener.close();
  }

  #follow(namespace: Namespace): void {
    if (!this.#follows(namespace)) return;
    const opening = this.#open(namespace.inode).finally(() => this.#opening.delete(opening));
    this.#opening.add(opening);
  }

  /** One that was deleted while it was entered may come again with its inode: try as long as it is listed. */
  async #open(inode: number): Promise<void> {
    for (let attempt = 0; this.watcher.namespaces.has(inode); attempt++) {
      try {
        const monitor = await openLinkMonitor(this.opener, inode);
        if (!this.watcher.namespaces.has(inode)) return await monitor.close();
        this.monitors.set(inode, monitor);
        this.wiring.follow(monitor);
        return;
      } catch (error) {
        if (attempt > 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }

  #unfollow(inode: number): void {
    this.wiring.unfollow(inode);
    void this.monitors.get(inode)?.close();
    this.monitors.delete(inode);
  }
}

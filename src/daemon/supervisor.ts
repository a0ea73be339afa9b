import { type Cancel, type Duration, type Instant, seconds } from "../base/index.ts";
import { SystemError } from "../native/index.ts";
import type { InterfaceRef, Namespace, NamespaceRename, NamespaceWatcher, WiringKeeper } from "../netns/index.ts";
import { NamespaceAgent, namespaceFacts } from "./namespace-agent.ts";
import { OtherDaemonWatch } from "./other-daemon-watch.ts";
import type { EndReason, Port } from "./port.ts";
import type { Site } from "./site.ts";

const firstRetry = seconds(1);
const longestRetry = seconds(30);
/** Opening a namespace takes a thread of the pool for a moment; more at once would not be faster. */
const openAtOnce = 32;

interface Entry {
  namespace: Namespace;
  state: "opening" | "running" | "failed";
  /** Why it is not running. */
  reason: string;
  agent: NamespaceAgent | null;
  retry: Duration;
  /** Since when it runs. */
  runs: Instant;
  timer: Cancel;
  /** Resolves when the first attempt is over. */
  tried: Promise<void>;
  gone: boolean;
}

/** Keeps an agent in every namespace: opens many at once, tries failing ones again with growing delays, lets go at once of those that end. */
export class Supervisor {
  readonly #site: Site;
  readonly #watcher: NamespaceWatcher;
  readonly #wiring: WiringKeeper;
  readonly #others: OtherDaemonWatch;
  readonly #entries = new Map<number, Entry>();
  readonly #stops: (() => void)[];
  readonly #waiting: (() => void)[] = [];
  // At the start all namespaces are followed in one turn of the event loop: then the wiring is found without asking the kernel much.
  #allOpen: () => void = () => {};
  readonly #together = new Promise<void>((resolve) => {
    this.#allOpen = resolve;
  });
  #openNow = 0;
  #settled = false;

  constructor(site: Site, watcher: NamespaceWatcher, wiring: WiringKeeper) {
    this.#site = site;
    this.#others = new OtherDaemonWatch(() => this.agents, site.clock, site.log);
    this.#watcher = watcher;
    this.#wiring = wiring;
    this.#stops = [
      watcher.appeared.subscribe((namespace) => this.#appear(namespace)),
      watcher.renamed.subscribe((rename) => this.#rename(rename)),
      watcher.vanished.subscribe((namespace) => this.#vanish(namespace)),
      watcher.faults.subscribe(({ name, error }) =>
        site.log.warn({ name, code: error.code, syscall: error.syscall }, "a name in /run/netns is no usable namespace"),
      ),
      wiring.changes.subscribe((refs) => {
        for (const ref of refs) this.port(ref)?.announce();
      }),
    ];
  }

  /** Resolves when every namespace that was there at the start runs or has failed once. */
  async start(): Promise<void> {
    for (const namespace of this.#watcher.namespaces.values()) this.#appear(namespace);
    await Promise.all([...this.#entries.values()].map(({ tried }) => tried));
    this.#settled = true;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Namespaces without agents, or with ports where nothing is heard, and why. */
  get failing(): readonly { readonly namespace: string; readonly reason: string }[] {
    return [...this.#entries.values()].flatMap(({ namespace, state, reason, agent }) => {
      const why = state === "running" ? (agent?.fault ?? null) : reason;
      return why === null ? [] : [{ namespace: namespace.name, reason: why }];
    });
  }

  get agents(): readonly NamespaceAgent[] {
    return [...this.#entries.values()].flatMap(({ agent }) => (agent ? [agent] : []));
  }

  agent(inode: number): NamespaceAgent | null {
    return this.#entries.get(inode)?.agent ?? null;
  }

  port({ namespace, ifindex }: InterfaceRef): Port | null {
    return this.agent(namespace)?.port(ifindex) ?? null;
  }

  portId({ namespace, ifindex }: InterfaceRef): string | null {
    const agent = this.agent(namespace);
    const facts = agent?.interfaceOf(ifindex);
    return agent && facts ? `${agent.name}:${facts.name}` : null;
  }

  leavesMachine({ namespace, ifindex }: InterfaceRef): boolean {
    const agent = this.agent(namespace);
    const facts = agent?.interfaceOf(ifindex);
    return agent !== null && facts ? agent.leavesMachine(facts) : false;
  }

  /** After a reload. */
  reconsider(): void {
    for (const agent of this.agents) agent.reconsider();
  }

  /** Shutdown LLDPDUs on every port. */
  sayGoodbye(): void {
    for (const agent of this.agents) agent.sayGoodbye();
  }

  /** Ends everything, all at once. */
  async close(): Promise<void> {
    this.#others.close();
    for (const stop of this.#stops) stop();
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    await Promise.all(entries.map((entry) => this.#end(entry, "interface-gone")));
  }

  #appear(namespace: Namespace): void {
    if (this.#entries.has(namespace.inode)) return;
    const entry: Entry = {
      namespace,
      state: "opening",
      reason: "opening",
      agent: null,
      retry: firstRetry,
      runs: 0,
      timer: () => {},
      tried: Promise.resolve(),
      gone: false,
    };
    this.#entries.set(namespace.inode, entry);
    this.#announce(entry);
    entry.tried = this.#open(entry);
  }

  #vanish(namespace: Namespace): void {
    const entry = this.#entries.get(namespace.inode);
    if (!entry) return;
    this.#entries.delete(namespace.inode);
    void this.#end(entry, "namespace-gone");
  }

  /** Another shown name means other port ids and another chassis id: to everybody else it is another system. */
  #rename({ before, after }: NamespaceRename): void {
    const entry = this.#entries.get(after.inode);
    if (!entry) return;
    if (before.name === after.name) {
      entry.namespace = after;
      const { agent } = entry;
      if (agent) {
        agent.learnNamespace(after);
        void this.#others.visit(agent);
      } else this.#announce(entry);
    } else {
      entry.agent?.sayGoodbye();
      this.#vanish(before);
      this.#appear(after);
    }
  }

  async #open(entry: Entry): Promise<void> {
    try {
      const agent = await this.#openAgent(entry);
      await this.#together;
      if (!agent || entry.gone) return void (await agent?.close("namespace-gone"));
      entry.state = "running";
      entry.runs = this.#site.clock.now();
      entry.reason = "";
      this.#wiring.follow(agent.monitor);
      await this.#others.visit(agent);
      await agent.start();
    } catch (error) {
      this.#failed(entry, error);
    }
  }

  async #openAgent(entry: Entry): Promise<NamespaceAgent | null> {
    if (this.#openNow >= openAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#openNow++;
    try {
      if (entry.gone) return null;
      entry.agent = await NamespaceAgent.open(this.#site, entry.namespace, (error) => this.#failed(entry, error));
      return entry.agent;
    } finally {
      this.#openNow--;
      this.#waiting.shift()?.();
      if (this.#openNow === 0 && this.#waiting.length === 0) this.#allOpen();
    }
  }

  #failed(entry: Entry, error: unknown): void {
    if (!(error instanceof SystemError)) throw error;
    if (entry.gone) return;
    const { clock, log } = this.#site;
    const { agent } = entry;
    entry.agent = null;
    // One that fails soon after each start is left alone for longer and longer, too.
    if (entry.state === "running" && clock.now() - entry.runs >= longestRetry) entry.retry = firstRetry;
    entry.state = "failed";
    const reason = `${error.syscall}: ${error.code}`;
    // Said once: thousands may fail for the same cause, over and over.
    const level = entry.reason === reason ? "debug" : "warn";
    entry.reason = reason;
    if (agent) void this.#endAgent(agent, "namespace-gone");
    log[level](
      { namespace: entry.namespace.name, syscall: error.syscall, code: error.code, retry: entry.retry / 1000 },
      "cannot work in this namespace",
    );
    this.#announce(entry);
    entry.timer();
    entry.timer = clock.at(clock.now() + entry.retry, () => void this.#open(entry));
    entry.retry = Math.min(longestRetry, 2 * entry.retry);
  }

  #announce({ namespace, state }: Entry): void {
    this.#site.keeper.tell({ kind: "namespace", facts: namespaceFacts(this.#site, namespace, state, null, null) });
  }

  async #end(entry: Entry, reason: EndReason): Promise<void> {
    entry.gone = true;
    entry.timer();
    const ended = entry.agent ? this.#endAgent(entry.agent, reason) : Promise.resolve();
    this.#site.keeper.tell({ kind: "namespace-gone", id: entry.namespace.name });
    await ended;
  }

  async #endAgent(agent: NamespaceAgent, reason: EndReason): Promise<void> {
    this.#wiring.unfollow(agent.inode);
    await agent.close(reason);
  }
}

import { type Cancel, printable, seconds } from "../base/index.ts";
import { openPacketChannel, type PacketChannel } from "../capture/index.ts";
import { type AdminStatus, createPortAgent, type NeighborBudget, type PortEffect, portId } from "../lldp/index.ts";
import { SystemError } from "../native/index.ts";
import { type InterfaceFacts, type InterfaceRef, scopeOf, stateOf } from "../netns/index.ts";
import { localInformation, type Speaker } from "./local-information.ts";
import { identifiers, portFacts } from "./port-facts.ts";
import type { PortDecision, PortPolicy } from "./port-policy.ts";
import { PortRunner, type RunnerCounters } from "./port-runner.ts";
import type { KnownPort, Site } from "./site.ts";
import type { SystemInformation } from "./system-information.ts";

const firstRetry = seconds(1);
const longestRetry = seconds(30);

/** How a port ends. */
export type EndReason = "interface-gone" | "namespace-gone";

/** What a port asks its namespace. */
export interface PortHome {
  readonly inode: number;
  readonly name: string;
  readonly speaker: Speaker;
  readonly places: NeighborBudget;
  /** Changes with addresses and bridges. */
  system(): SystemInformation;
  interfaceOf(ifindex: number): InterfaceFacts | null;
  leavesMachine(facts: InterfaceFacts): boolean;
  /** Whether another LLDP daemon speaks on the interface. */
  otherDaemon(ifindex: number): boolean;
}

/** An interface of the graph, from the news of it to the end: opens its channel where the policy allows, and keeps agents and graph up to date. */
export class Port implements KnownPort {
  readonly #site: Site;
  readonly #home: PortHome;
  #facts: InterfaceFacts;
  #decision: PortDecision;
  #channel: PacketChannel | null = null;
  #runner: PortRunner | null = null;
  #opening = false;
  #retry = firstRetry;
  #retryTimer: Cancel = () => {};
  #fault: string | null = null;
  #closed = false;
  #told: { readonly policy: PortPolicy; readonly mode: AdminStatus } | null = null;

  constructor(site: Site, home: PortHome, facts: InterfaceFacts) {
    this.#site = site;
    this.#home = home;
    this.#facts = facts;
    this.#decision = this.#decide();
    site.ports.set(this.id, this);
    this.announce();
    void this.#open();
  }

  get id(): string {
    return `${this.#home.name}:${this.#facts.name}`;
  }

  get watched(): boolean {
    return this.#decision.watched;
  }

  get ref(): InterfaceRef {
    return { namespace: this.#home.inode, ifindex: this.#facts.ifindex };
  }

  /** Why nothing is heard here although it should be; null when all is well. */
  get fault(): string | null {
    return this.#fault === null || !this.watched ? null : `${this.#facts.name}: ${this.#fault}`;
  }

  /** Resolves when the first attempt to open the channel is over. */
  opened: Promise<void> = Promise.resolve();

  /** Null while nothing is heard here. */
  counters(): RunnerCounters | null {
    return this.#runner?.counters() ?? null;
  }

  /** What the agents send as their identity, and the ifalias; for metrics. */
  identity(): { readonly chassisId: string; readonly portId: string; readonly alias: string } {
    const own = identifiers(this.#home.speaker.chassisId, portId("interface-name", this.#facts.name));
    return { chassisId: own.chassisId.value, portId: own.portId.value, alias: this.#facts.alias ?? "" };
  }

  /** Takes new facts of the same interface under the same name. */
  update(facts: InterfaceFacts): void {
    this.#facts = facts;
    this.reconsider();
  }

  /** Asks policy and surroundings again, and tells agents and graph what follows. */
  reconsider(): void {
    const { watched } = this.#decision;
    this.#decision = this.#decide();
    if (watched && !this.#decision.watched) void this.#silence(null);
    else if (this.#decision.watched && !this.#runner) void this.#open();
    else this.#instruct();
    if (this.#channel && this.#channel.scope !== scopeOf(this.#facts)) this.#listenAnew(this.#channel);
    this.announce();
  }

  /** Tells the graph what this port is now. */
  announce(): void {
    const { wiring, keeper } = this.#site;
    const parent = wiring.parentOf(this.ref);
    const peer = wiring.peerOf(this.ref);
    keeper.tell({
      kind: "port",
      facts: portFacts(this.#facts, {
        namespace: this.#home.name,
        decision: this.#decision,
        chassisId: this.#home.speaker.chassisId,
        leavesMachine: this.#home.leavesMachine(this.#facts),
        master: this.#facts.master === null ? null : this.#home.interfaceOf(this.#facts.master),
        wiredTo: peer && this.#site.portId(peer),
        parent: parent && this.#site.portId(parent),
      }),
    });
  }

  /** Says good-bye to whoever listens; nothing else follows from it. */
  sayGoodbye(): void {
    this.#runner?.tell({ kind: "statuses", statuses: this.#site.policy().statuses("disabled") });
  }

  /** Ends the port. Neighbors go with the reason; resolves when the descriptor is closed. */
  async close(reason: EndReason): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#retryTimer();
    if (this.#site.ports.get(this.id) === this) this.#site.ports.delete(this.id);
    const silent = this.#silence(reason);
    this.#site.keeper.tell({ kind: "port-gone", id: this.id, reason });
    await silent;
  }

  #decide(): PortDecision {
    const { name } = this.#facts;
    const leavesMachine = this.#home.leavesMachine(this.#facts);
    const otherDaemon = this.#home.otherDaemon(this.#facts.ifindex);
    return this.#site.policy().decide({ namespace: this.#home.name, interface: name, leavesMachine, otherDaemon });
  }

  async #open(): Promise<void> {
    if (!this.#decision.watched || this.#opening || this.#closed) return;
    this.#opening = true;
    this.opened = this.#openChannel();
    await this.opened;
    this.#opening = false;
  }

  async #openChannel(): Promise<void> {
    const { opener, clock, random } = this.#site;
    try {
      const channel = await openPacketChannel(opener, { scope: scopeOf(this.#facts), ...this.ref });
      if (this.#closed || !this.#decision.watched) return void (await channel.close());
      const agent = createPortAgent(this.#site.config().parameters, this.#home.places, random);
      this.#channel = channel;
      this.#runner = new PortRunner({ clock, channel, agent, onEffect: (effect) => this.#take(effect) });
      this.#retry = firstRetry;
      this.#fault = null;
      this.#instruct();
      if (channel.scope !== scopeOf(this.#facts)) this.#listenAnew(channel);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof SystemError)) throw error;
    // ENODEV: the news that it is gone is under way. Everything else may pass.
    if (this.#closed || error.code === "ENODEV") return;
    const fault = `${error.syscall}: ${error.code}`;
    const level = this.#fault === fault ? "debug" : "warn";
    this.#fault = fault;
    const { clock, log } = this.#site;
    log[level]({ port: this.id, syscall: error.syscall, code: error.code, retry: this.#retry / 1000 }, "cannot listen on this port");
    this.#retryTimer = clock.at(clock.now() + this.#retry, () => void this.#open());
    this.#retry = Math.min(longestRetry, 2 * this.#retry);
  }

  #listenAnew(channel: PacketChannel): void {
    channel.listen(scopeOf(this.#facts)).catch((error: SystemError) => {
      if (!this.#closed) this.#site.log.warn({ port: this.id, code: error.code }, "cannot listen otherwise on this port; LLDPDUs may be missed");
    });
  }

  /** Brings the agents up to date. What did not change is not told again, because telling costs an encoding. */
  #instruct(): void {
    const runner = this.#runner;
    if (!runner) return;
    const [config, policy] = [this.#site.config(), this.#site.policy()];
    const { mode } = this.#decision;
    if (this.#told?.policy !== policy || this.#told.mode !== mode) {
      runner.tell({ kind: "parameters", parameters: config.parameters });
      runner.tell({ kind: "statuses", statuses: policy.statuses(mode) });
      this.#told = { policy, mode };
    }
    runner.tell({ kind: "local", local: localInformation(this.#home.speaker, this.#home.system(), this.#facts, this.id, config) });
    runner.tell({ kind: "link", up: stateOf(this.#facts) === "up", reason: "link-down" });
  }

  #take(effect: Exclude<PortEffect, { readonly kind: "transmit" }>): void {
    const { keeper, log } = this.#site;
    if (effect.kind === "discarded") {
      const faults = effect.faults.map(({ code, offset, clause }) => `${code} at ${offset} (${clause})`);
      log.debug({ port: this.id, from: effect.sourceMac, faults }, "LLDPDU discarded");
    } else if (effect.kind === "too-many-neighbors") {
      const limit = this.#site.config().parameters.maxNeighbors;
      if (effect.active) log.warn({ port: this.id, destination: effect.destination, limit }, "too many neighbors: new ones are turned away");
    } else if (effect.kind === "flooded") {
      const counted = { port: this.id, limited: effect.frames };
      if (effect.active) log.warn(counted, "flooded: frames over the budget of this port are counted, and not looked at");
      else log.info(counted, "the flood is over");
    } else {
      log.debug({ port: this.id, neighbor: printable(effect.msap, 64), reason: effect.reason }, effect.kind);
      keeper.tellNeighbor(this.#home.name, this.#facts.name, effect);
    }
  }

  /** Ends agents and channel: with a good-bye when the port is only disabled (null), else because it is gone. */
  async #silence(gone: EndReason | null): Promise<void> {
    const runner = this.#runner;
    this.#runner = null;
    this.#channel = null;
    this.#told = null;
    if (!runner) return;
    if (gone) runner.tell({ kind: "link", up: false, reason: gone });
    else runner.tell({ kind: "statuses", statuses: this.#site.policy().statuses("disabled") });
    await runner.close();
  }
}

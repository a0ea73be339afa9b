import type { Cancel } from "../base/index.ts";
import type { ChassisId } from "../lldp/index.ts";
import { portId } from "../lldp/index.ts";
import type { SystemError } from "../native/index.ts";
import { type InterfaceFacts, type LinkEvent, type LinkMonitor, type Namespace, openLinkMonitor, silenceOf } from "../netns/index.ts";
import type { NamespaceFacts } from "../topology/index.ts";
import type { Speaker } from "./local-information.ts";
import { chassisIdOf, systemNameOf } from "./machine-identity.ts";
import { NeighborPlaces } from "./neighbor-places.ts";
import { type EndReason, Port, type PortHome } from "./port.ts";
import { identifiers } from "./port-facts.ts";
import type { Site } from "./site.ts";
import { type SystemInformation, sameSystemInformation, supportedCapabilities, systemInformation } from "./system-information.ts";

/** All ports of one namespace: follows its interfaces and starts and ends ports as they come and go. */
export class NamespaceAgent implements PortHome {
  readonly monitor: LinkMonitor;
  readonly places: NeighborPlaces;
  readonly #site: Site;
  readonly #ports = new Map<number, Port>();
  readonly #stops: (() => void)[];
  #namespace: Namespace;
  #speaker: Speaker;
  #system: SystemInformation;
  #review: Cancel | null = null;
  #otherDaemons: ReadonlySet<number> = new Set();
  #started = false;
  #closed = false;

  /** Opens a namespace; resolves when its interfaces are known. Rejects with a SystemError. `onFailure` is called when it is lost later. */
  static async open(site: Site, namespace: Namespace, onFailure: (error: SystemError) => void): Promise<NamespaceAgent> {
    const monitor = await openLinkMonitor(site.opener, namespace.inode, { log: site.log });
    return new NamespaceAgent(site, namespace, monitor, onFailure);
  }

  private constructor(site: Site, namespace: Namespace, monitor: LinkMonitor, onFailure: (error: SystemError) => void) {
    this.#site = site;
    this.#namespace = namespace;
    this.monitor = monitor;
    this.places = new NeighborPlaces(site.config().maxNeighborsNamespace, site.places);
    this.#system = systemInformation(monitor.interfaces.values(), site.config().managementAddresses);
    this.#speaker = this.#speaks();
    this.#stops = [monitor.events.subscribe((event) => this.#follow(event)), monitor.failures.subscribe(onFailure)];
  }

  get inode(): number {
    return this.#namespace.inode;
  }

  get name(): string {
    return this.#namespace.name;
  }

  get speaker(): Speaker {
    return this.#speaker;
  }

  get namespace(): Namespace {
    return this.#namespace;
  }

  get ports(): Iterable<Port> {
    return this.#ports.values();
  }

  /** Why nothing is heard on the first port that cannot be opened, and how many there are; null when there is none. */
  get fault(): string | null {
    const faults = [...this.#ports.values()].flatMap(({ fault }) => fault ?? []);
    return faults.length > 1 ? `${faults[0]}, and ${faults.length - 1} more` : (faults[0] ?? null);
  }

  port(ifindex: number): Port | null {
    return this.#ports.get(ifindex) ?? null;
  }

  /** Starts the ports; the wiring must follow the monitor by now. Resolves when each has been tried. */
  async start(): Promise<void> {
    if (this.#closed) return;
    this.#started = true;
    this.announce();
    for (const facts of this.monitor.interfaces.values()) this.#appear(facts);
    await Promise.all([...this.#ports.values()].map(({ opened }) => opened));
  }

  system(): SystemInformation {
    return this.#system;
  }

  interfaceOf(ifindex: number): InterfaceFacts | null {
    return this.monitor.interfaces.get(ifindex) ?? null;
  }

  /** A physical NIC, or what sends through one. */
  leavesMachine({ kind, ifindex }: InterfaceFacts): boolean {
    if (kind === "physical") return true;
    const parent = this.#site.wiring.parentOf({ namespace: this.inode, ifindex });
    return parent !== null && this.#site.leavesMachine(parent);
  }

  /** Whether the policy gives this interface agents (0: any interface of the namespace). */
  watches(ifindex: number): boolean {
    const { interfaces } = this.monitor;
    if (ifindex === 0) return [...interfaces.keys()].some((each) => this.watches(each));
    const facts = interfaces.get(ifindex);
    if (!facts || silenceOf(facts) !== null) return false;
    return this.#site.policy().decide({ namespace: this.name, interface: facts.name, leavesMachine: false, otherDaemon: false }).watched;
  }

  otherDaemon(ifindex: number): boolean {
    return this.#otherDaemons.has(ifindex) || this.#otherDaemons.has(0);
  }

  /** Takes over on which interfaces other LLDP daemons speak (0: on all). */
  learnOtherDaemons(ifindexes: ReadonlySet<number>): void {
    const same = ifindexes.size === this.#otherDaemons.size && [...ifindexes].every((each) => this.#otherDaemons.has(each));
    this.#otherDaemons = ifindexes;
    if (!same) for (const port of this.#ports.values()) port.reconsider();
  }

  /** Takes other names or inhabitants of the same namespace; the shown name stays. */
  learnNamespace(namespace: Namespace): void {
    this.#namespace = namespace;
    this.announce();
  }

  /** After a reload: policy, texts and TLVs may be others. */
  reconsider(): void {
    this.#system = systemInformation(this.monitor.interfaces.values(), this.#site.config().managementAddresses);
    this.#speaker = this.#speaks();
    for (const port of this.#ports.values()) port.reconsider();
  }

  /** Tells the graph what this namespace is. */
  announce(): void {
    this.#site.keeper.tell({ kind: "namespace", facts: namespaceFacts(this.#site, this.#namespace, "running", this.#speaker, this.#system) });
  }

  sayGoodbye(): void {
    for (const port of this.#ports.values()) port.sayGoodbye();
  }

  /** Closes every socket of the namespace at once: we must not keep it alive. */
  async close(reason: EndReason): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#review?.();
    for (const stop of this.#stops) stop();
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    await Promise.all([this.monitor.close(), ...ports.map((port) => port.close(reason))]);
  }

  #speaks(): Speaker {
    const { identity, systemDescription, inventory } = this.#site;
    const isHost = this.#namespace.kind === "host";
    return {
      chassisId: this.#chassisId(isHost),
      systemName: systemNameOf(identity, this.name, isHost),
      systemDescription: this.#site.config().systemDescription ?? systemDescription,
      inventory,
    };
  }

  #chassisId(isHost: boolean): ChassisId {
    const physical = [...this.monitor.interfaces.values()]
      .filter(({ kind }) => kind === "physical")
      .map(({ permanentMac, mac }) => permanentMac ?? mac);
    return chassisIdOf(this.#site.identity, this.name, isHost, isHost ? this.#site.hostMac(physical) : null);
  }

  #follow(event: LinkEvent): void {
    if (!this.#started) return;
    if (event.kind === "vanished") this.#vanish(event.before);
    else if (event.kind === "appeared") this.#appear(event.after);
    else this.#change(event.before, event.after);
    this.#reviewSoon();
  }

  #appear(facts: InterfaceFacts): void {
    if (silenceOf(facts) !== null) return;
    this.#ports.set(facts.ifindex, new Port(this.#site, this, facts));
    this.#site.touch({ namespace: this.inode, ifindex: facts.ifindex });
  }

  #vanish({ ifindex }: InterfaceFacts): void {
    const port = this.#ports.get(ifindex);
    this.#ports.delete(ifindex);
    void port?.close("interface-gone");
  }

  #change(before: InterfaceFacts, after: InterfaceFacts): void {
    const port = this.#ports.get(after.ifindex);
    // A new name is a new port id, to us and to those who listen.
    const other = before.name !== after.name || (silenceOf(after) === null) !== (port !== undefined);
    if (other) {
      this.#vanish(before);
      this.#appear(after);
    } else port?.update(after);
    if (after.bridge || before.bridge)
      for (const member of this.#site.wiring.membersOf({ namespace: this.inode, ifindex: after.ifindex })) this.port(member.ifindex)?.announce();
  }

  /** Addresses and bridges come in bursts: what all ports say is looked at once per turn of the event loop. */
  #reviewSoon(): void {
    const { clock } = this.#site;
    this.#review ??= clock.at(clock.now(), () => {
      this.#review = null;
      const system = systemInformation(this.monitor.interfaces.values(), this.#site.config().managementAddresses);
      if (sameSystemInformation(system, this.#system)) return;
      this.#system = system;
      this.announce();
      for (const port of this.#ports.values()) port.reconsider();
    });
  }
}

/** What the graph is told of a namespace; without a speaker when its agents are not up. */
export function namespaceFacts(
  site: Site,
  namespace: Namespace,
  state: NamespaceFacts["state"],
  speaker: Speaker | null,
  system: SystemInformation | null,
): NamespaceFacts {
  const { identity } = site;
  const isHost = namespace.kind === "host";
  const chassis = speaker?.chassisId ?? chassisIdOf(identity, namespace.name, isHost, null);
  const { inode, name, names, kind, holders } = namespace;
  return {
    id: name,
    name,
    names,
    inode,
    kind,
    state,
    host: identity.hostName,
    chassis: identifiers(chassis, portId("local", name)).chassisId,
    systemName: systemNameOf(identity, name, isHost),
    capabilities: system ? { supported: supportedCapabilities, enabled: system.enabled } : null,
    path: kind !== "host" && kind !== "named" && holders[0] ? `/proc/${holders[0].pid}/ns/net` : null,
  };
}

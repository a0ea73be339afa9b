import { shortId } from "../../src/base/index.ts";
import type { Fact, NamespaceFacts, NeighborFacts, PortFacts } from "../../src/topology/index.ts";

// A network on paper, with the kernel's rules for link-local frames: who hears whom follows from cables, bridges and masks.

const time = "2026-01-01T00:00:00.000Z";
const lldpBit = 0x4000;

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}

/** Facts about a namespace with the defaults of a named one. */
export function namespaceFacts(id: string, over: Partial<NamespaceFacts> = {}): NamespaceFacts {
  const value = `${id}@0123456789ab`;
  const chassis = { subtype: "local", value, bytes: hex(value) };
  return { id, name: id, names: [id], inode: id.length, kind: "named", state: "running", host: "box", chassis, systemName: `${id}@box`, ...over };
}

let serial = 1;

/** Facts about a port with the defaults of a watched veth that is up. */
export function portFacts(id: string, over: Partial<PortFacts> = {}): PortFacts {
  const at = id.lastIndexOf(":");
  const [namespace, name] = [id.slice(0, at), id.slice(at + 1)];
  return {
    id,
    namespace,
    interface: name,
    ifindex: 2,
    mac: `02:00:00:00:${(serial >> 8).toString(16).padStart(2, "0")}:${(serial++ & 255).toString(16).padStart(2, "0")}`,
    kind: "veth",
    mtu: 1500,
    state: "up",
    adminUp: true,
    mode: "rx-and-tx",
    watched: true,
    master: null,
    bridge: null,
    bridgePortState: null,
    bridgePortGroupFwdMask: 0,
    leavesMachine: false,
    wiredTo: null,
    parent: null,
    speed: null,
    duplex: null,
    pvid: null,
    aggregated: false,
    portId: { subtype: "interface-name", value: name, bytes: hex(name) },
    firmwareAgent: null,
    ...over,
  };
}

/** What `listener` keeps when it hears a system that is none of ours. */
export function strangerFacts(listener: string, system: string, port: string, over: Partial<NeighborFacts> = {}): NeighborFacts {
  const at = listener.lastIndexOf(":");
  return {
    id: shortId(listener, system, port),
    port: listener,
    namespace: listener.slice(0, at),
    interface: listener.slice(at + 1),
    protocol: "lldp",
    destination: "nearest-bridge",
    sourceMac: "0a:00:00:00:00:01",
    vlan: null,
    chassisId: { subtype: "mac-address", value: system, bytes: hex(system) },
    portId: { subtype: "interface-name", value: port, bytes: hex(port) },
    ttl: 121,
    portDescription: null,
    systemName: system,
    systemDescription: null,
    capabilities: null,
    managementAddresses: [],
    dot1: null,
    dot3: null,
    med: null,
    organizationSpecific: [],
    unknown: [],
    firstSeen: time,
    lastChange: time,
    ...over,
  };
}

/** Namespaces, cables and bridges, and the facts that a keeper would tell of them. */
export class SimulatedNetwork {
  readonly namespaces = new Map<string, NamespaceFacts>();
  readonly ports = new Map<string, PortFacts>();

  namespace(id: string, over: Partial<NamespaceFacts> = {}): this {
    this.namespaces.set(id, namespaceFacts(id, { inode: this.namespaces.size + 1, ...over }));
    return this;
  }

  port(id: string, over: Partial<PortFacts> = {}): this {
    this.ports.set(id, { ...(this.ports.get(id) ?? portFacts(id)), ...over });
    return this;
  }

  /** A veth pair. */
  cable(a: string, b: string): this {
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      const namespace = one.slice(0, one.lastIndexOf(":"));
      if (!this.namespaces.has(namespace)) this.namespace(namespace);
      this.port(one, { wiredTo: other });
    }
    return this;
  }

  /** Puts ports on a bridge that is named `NS:IF`. */
  bridge(name: string, slaves: readonly string[], { mask = 0, stp = false } = {}): this {
    const master = name.slice(name.lastIndexOf(":") + 1);
    this.port(name, { kind: "bridge", watched: false, mode: "disabled" });
    for (const slave of slaves) {
      this.port(slave, {
        master,
        bridge: { name, stp, groupFwdMask: mask },
        bridgePortState: this.ports.get(slave)?.bridgePortState ?? "forwarding",
      });
    }
    return this;
  }

  /** Takes a namespace out of what is watched. */
  unwatch(namespace: string): this {
    for (const [id, facts] of this.ports) if (facts.namespace === namespace) this.port(id, { watched: false, mode: "disabled" });
    return this;
  }

  /** Pairs [listener, speaker] that the kernel's rules give. */
  hearings(): [string, string][] {
    const pairs: [string, string][] = [];
    for (const speaker of this.ports.values()) {
      if (!speaker.watched || speaker.state !== "up" || speaker.mode === "rx-only" || speaker.mode === "disabled") continue;
      for (const listener of this.#reached(speaker)) {
        const facts = this.ports.get(listener);
        if (facts?.watched && facts.state === "up" && (facts.mode === "rx-and-tx" || facts.mode === "rx-only")) pairs.push([listener, speaker.id]);
      }
    }
    return pairs;
  }

  /** The neighbor entry that `listener` keeps of `speaker`. */
  report(listener: string, speaker: string, over: Partial<NeighborFacts> = {}): NeighborFacts {
    const facts = this.ports.get(speaker) as PortFacts;
    const namespace = this.namespaces.get(facts.namespace) as NamespaceFacts;
    return strangerFacts(listener, namespace.systemName, facts.portId.value, {
      chassisId: namespace.chassis,
      portId: facts.portId,
      sourceMac: facts.mac,
      ...over,
    });
  }

  /** Everything, in an order that a keeper would choose. */
  facts(): Fact[] {
    return [
      ...[...this.namespaces.values()].map((facts): Fact => ({ kind: "namespace", facts })),
      ...[...this.ports.values()].map((facts): Fact => ({ kind: "port", facts })),
      ...this.hearings().map(([listener, speaker]): Fact => ({ kind: "neighbor", facts: this.report(listener, speaker), reason: "new" })),
    ];
  }

  #reached(speaker: PortFacts): Set<string> {
    const reached = new Set<string>();
    if (speaker.kind === "macvlan" && speaker.parent) {
      for (const sibling of this.ports.values()) if (sibling.parent === speaker.parent && sibling !== speaker) reached.add(sibling.id);
      const parent = this.ports.get(speaker.parent);
      if (parent) for (const each of this.#leaving(parent, new Set())) reached.add(each);
    } else for (const each of this.#leaving(speaker, new Set())) reached.add(each);
    reached.delete(speaker.id);
    return reached;
  }

  /** Ports that a frame arrives at when it leaves by this one: the far end, what is stacked there, and what the bridge there forwards it to. */
  #leaving(port: PortFacts, seen: Set<string>): string[] {
    const end = this.ports.get(port.wiredTo ?? "");
    if (end?.state !== "up" || seen.has(end.id)) return [];
    seen.add(end.id);
    const here = [end.id, ...[...this.ports.values()].filter((each) => each.parent === end.id).map((each) => each.id)];
    if (!end.bridge || end.bridgePortState !== "forwarding" || !((end.bridge.groupFwdMask | end.bridgePortGroupFwdMask) & lldpBit)) return here;
    const outs = [...this.ports.values()].filter(
      (each) => each.bridge?.name === end.bridge?.name && each !== end && each.bridgePortState === "forwarding",
    );
    return [...here, ...outs.flatMap((out) => this.#leaving(out, seen))];
  }
}

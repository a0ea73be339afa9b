import { parseMac } from "../../src/base/index.ts";
import {
  type AdminStatus,
  type AdminStatuses,
  type AgentParameters,
  createPortAgent,
  defaultParameters,
  type LocalInformation,
  type NeighborBudget,
  nextDeadline,
  type PortAgent,
  type PortEffect,
  type PortEvent,
  step,
} from "../../src/lldp/agent/index.ts";
import {
  chassisId,
  type DestinationName,
  encodeLldpdu,
  groupAddresses,
  type OptionalTlv,
  portId,
  sealFrame,
  textTlv,
  timeToLive,
} from "../../src/lldp/wire/index.ts";

/** What a system called `name` says on its port `port`. */
export function localInformation(name: string, port: string, more: readonly OptionalTlv[] = []): LocalInformation {
  return {
    sourceMac: parseMac("02:00:00:00:00:01")!,
    maxLength: 1500,
    lldpdu: {
      chassisId: chassisId("local", name),
      portId: portId("interface-name", port),
      timeToLive: timeToLive(121),
      optional: [textTlv("system-name", name), ...more],
      end: true,
    },
  };
}

/** A frame as another system would send it. */
export function frameOf(
  name: string,
  port: string,
  options: { ttl?: number; destination?: DestinationName; description?: string; source?: string } = {},
): Uint8Array {
  const { ttl = 121, destination = "nearest-bridge", description, source = "02:00:00:00:00:99" } = options;
  const optional = [textTlv("system-name", name), ...(description === undefined ? [] : [textTlv("system-description", description)])];
  const identity = { chassisId: chassisId("local", name), portId: portId("interface-name", port) };
  const { octets } = encodeLldpdu({ ...identity, timeToLive: timeToLive(ttl), optional: ttl === 0 ? [] : optional, end: true });
  return sealFrame(parseMac(groupAddresses[destination])!, parseMac(source)!, octets);
}

export const speaking: AdminStatuses = { "nearest-bridge": "rx-and-tx", "nearest-non-tpmr-bridge": "rx-only", "nearest-customer-bridge": "rx-only" };

/** The same status for all three destinations. */
export function statuses(status: AdminStatus): AdminStatuses {
  return { "nearest-bridge": status, "nearest-non-tpmr-bridge": status, "nearest-customer-bridge": status };
}

/** Places without end, or so many. */
export class Places implements NeighborBudget {
  taken = 0;
  readonly #limit: number;

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  take(): boolean {
    if (this.taken >= this.#limit) return false;
    this.taken++;
    return true;
  }

  give(): void {
    this.taken--;
  }
}

/** Random numbers that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface PortOptions {
  readonly parameters?: Partial<AgentParameters>;
  readonly places?: NeighborBudget;
  readonly random?: () => number;
}

/** A port agent driven by hand: time moves only through `at`, which gives it every tick it asks for on the way. */
export class DrivenPort {
  readonly state: PortAgent;
  readonly effects: { readonly at: number; readonly effect: PortEffect }[] = [];
  #now = 0;

  constructor({ parameters = {}, places = new Places(), random = () => 0.5 }: PortOptions = {}) {
    this.state = createPortAgent({ ...defaultParameters, ...parameters }, places, random);
  }

  /** A port that speaks as `name` from time 0 on. */
  static speaking(name: string, options: PortOptions = {}): DrivenPort {
    const port = new DrivenPort(options);
    port.tell({ kind: "statuses", statuses: speaking });
    port.tell({ kind: "local", local: localInformation(name, "eth0") });
    port.link(true);
    return port;
  }

  /** Hands over an event now; returns its effects. */
  tell(event: PortEvent): readonly PortEffect[] {
    const { effects } = step(this.state, event, this.#now);
    for (const effect of effects) this.effects.push({ at: this.#now, effect });
    return effects;
  }

  /** Hands over an event at a time that its caller keeps; no tick is given on the way. */
  tellAt(now: number, event: PortEvent): readonly PortEffect[] {
    this.#now = now;
    return this.tell(event);
  }

  link(up: boolean): readonly PortEffect[] {
    return this.tell({ kind: "link", up, reason: "link-down" });
  }

  hear(octets: Uint8Array, vlan: number | null = null): readonly PortEffect[] {
    return this.tell({ kind: "frame", octets, vlan });
  }

  /** Moves time forward, ticking at each deadline. */
  at(time: number): this {
    for (let due = nextDeadline(this.state); due <= time; due = nextDeadline(this.state)) {
      if (due < this.#now) throw new Error(`deadline ${due} lies before ${this.#now}`);
      this.#now = Math.max(this.#now, due);
      this.tell({ kind: "tick" });
      if (nextDeadline(this.state) <= this.#now) throw new Error(`the deadline stays at ${this.#now}`);
    }
    this.#now = time;
    return this;
  }

  /** Times of what was transmitted. */
  get transmissions(): number[] {
    return this.effects.filter(({ effect }) => effect.kind === "transmit").map(({ at }) => at);
  }

  /** Neighbor effects in short: `added new`, `removed aged-out`. */
  get changes(): string[] {
    return this.effects.flatMap(({ effect }) => ("reason" in effect ? [`${effect.kind.replace("neighbor-", "")} ${effect.reason}`] : []));
  }
}

import type { PortFacts } from "./facts.ts";
import { MultiMap, type Values } from "./multi-map.ts";

/** A bridge that a frame crosses: the slave ports by which it enters and leaves. */
export interface Hop {
  readonly bridge: string;
  readonly enters: string;
  readonly leaves: string;
}

/** How many bridges in a row are looked through. */
const longestRoute = 16;

/** What the kernel says about who is connected to whom: veth pairs, bridge membership, macvlan parents. */
export class Wiring {
  readonly #port: (id: string) => PortFacts | undefined;
  readonly #wiredFrom = new MultiMap();
  readonly #children = new MultiMap();
  readonly #slaves = new MultiMap();
  /** Port -> the other end of its cable to another machine, as far as hearing proves one (FarCables). */
  readonly #far = new Map<string, string>();

  /** `port` lends the facts of a port that exists. */
  constructor(port: (id: string) => PortFacts | undefined) {
    this.#port = port;
  }

  /** Follows a change of a port's facts; null stands for "does not exist". */
  update(before: PortFacts | null, after: PortFacts | null): void {
    move(this.#wiredFrom, before?.wiredTo, after?.wiredTo, before, after);
    move(this.#children, before?.parent, after?.parent, before, after);
    move(this.#slaves, before?.bridge?.name, after?.bridge?.name, before, after);
  }

  /** Whether some port is on a bridge. */
  get hasBridges(): boolean {
    return this.#slaves.size > 0;
  }

  /** Takes in that a cable between two machines is there, or no more. */
  joinFar(a: string, b: string, joined: boolean): void {
    for (const [from, to] of [[a, b] as const, [b, a] as const]) {
      if (joined) this.#far.set(from, to);
      else this.#far.delete(from);
    }
  }

  /** The end on another machine, or null. */
  farEnd(id: string): string | null {
    return this.#far.get(id) ?? null;
  }

  /** The existing port at the other end of the cable, by the kernel of either end or by what is heard across machines; null when unknown. */
  cableEnd(id: string): string | null {
    return this.kernelEnd(id) ?? this.farEnd(id);
  }

  /** The existing port at the other end of the cable, whichever end's kernel knows it; null when none does. */
  kernelEnd(id: string): string | null {
    const wiredTo = this.#port(id)?.wiredTo;
    if (wiredTo && this.#port(wiredTo)) return wiredTo;
    for (const other of this.#wiredFrom.get(id)) return other;
    return null;
  }

  /** Whether one cable joins the two ports. */
  cabled(a: string, b: string): boolean {
    return this.#wired(a, b) || this.#far.get(a) === b;
  }

  #wired(a: string, b: string): boolean {
    return this.#wiredFrom.has(b, a) || this.#wiredFrom.has(a, b);
  }

  /** Ports whose cable ends here, whether or not this port exists. */
  wiredFrom(id: string): Values {
    return this.#wiredFrom.get(id);
  }

  /** Slave ports of a bridge. */
  slaves(bridge: string): Values {
    return this.#slaves.get(bridge);
  }

  /** Macvlans, VLANs and the like on top of a port. */
  children(parent: string): Values {
    return this.#children.get(parent);
  }

  /** Names of the bridges of which some slave port is known. */
  bridges(): Iterable<string> {
    return this.#slaves.keys();
  }

  /** The slave port of a bridge at which a port's frames arrive, directly or through its macvlan parent; null when there is none. */
  bridgePortOf(id: string): string | null {
    const base = this.#base(id);
    const end = this.cableEnd(base);
    return end !== null && this.#port(end)?.bridge ? end : null;
  }

  /** The bridges between two ports, in the order in which a frame from `a` to `b` crosses them; null when the kernel knows no such way. */
  route(a: string, b: string): readonly Hop[] | null {
    const first = this.bridgePortOf(a);
    const last = this.bridgePortOf(b);
    if (first === null || last === null || first === last) return null;
    const target = this.#port(last)?.bridge?.name;
    let paths: { readonly enters: string; readonly hops: readonly Hop[] }[] = [{ enters: first, hops: [] }];
    const seen = new Set<string>();
    for (let depth = 0; depth < longestRoute && paths.length > 0; depth++) {
      const next: typeof paths = [];
      for (const { enters, hops } of paths) {
        const bridge = this.#port(enters)?.bridge?.name;
        if (bridge === undefined || seen.has(bridge)) continue;
        seen.add(bridge);
        if (bridge === target) return [...hops, { bridge, enters, leaves: last }];
        for (const [leaves, arrives] of this.trunks(bridge)) next.push({ enters: arrives, hops: [...hops, { bridge, enters, leaves }] });
      }
      paths = next;
    }
    return null;
  }

  /** Whether both sit on one parent as macvlans, or one does and the other is at the end of the parent's cable. */
  siblings(a: string, b: string): boolean {
    const onA = this.#port(a)?.parent;
    const onB = this.#port(b)?.parent;
    if (onA && onA === onB) return true;
    return Boolean((onA && this.cabled(onA, b)) || (onB && this.cabled(onB, a)));
  }

  /** Whether the kernel connects the two by a cable, through bridges or over a parent; null when it cannot know. */
  connected(a: string, b: string): boolean | null {
    if (this.#wired(a, b) || this.siblings(a, b) || this.route(a, b) !== null) return true;
    return this.#confined(a) || this.#confined(b) ? false : null;
  }

  /** Cables from one bridge to another: its slave port, and the other bridge's. */
  *trunks(bridge: string): Iterable<readonly [string, string]> {
    for (const slave of this.#slaves.get(bridge)) {
      const end = this.cableEnd(slave);
      if (end !== null && this.#port(end)?.bridge) yield [slave, end];
    }
  }

  /** Ports at the far ends of the slaves of the bridges that a frame can meet from here: a slave port, or a bridge itself. */
  reachedThrough(id: string, bridges: readonly (string | undefined)[]): Set<string> {
    const met = new Set([id, ...bridges].filter((name) => name !== undefined));
    const reached = new Set<string>();
    for (const bridge of met) {
      for (const slave of this.#slaves.get(bridge)) {
        const end = this.cableEnd(slave);
        if (end === null) continue;
        const next = this.#port(end)?.bridge?.name;
        if (next !== undefined) met.add(next);
        else reached.add(end);
      }
    }
    return reached;
  }

  #base(id: string): string {
    const facts = this.#port(id);
    return facts?.parent && facts.kind.startsWith("macv") ? facts.parent : id;
  }

  /** Whether everything that this port can reach lies before our eyes: it ends at a port that is no bridge's. */
  #confined(id: string): boolean {
    const facts = this.#port(this.#base(id));
    if (!facts || facts.leavesMachine) return false;
    if (facts.kind === "dummy") return true;
    const end = this.cableEnd(facts.id);
    return end !== null && !this.#port(end)?.bridge && !facts.bridge;
  }
}

function move(
  map: MultiMap,
  from: string | null | undefined,
  to: string | null | undefined,
  before: PortFacts | null,
  after: PortFacts | null,
): void {
  if (from === to) return;
  if (from && before) map.delete(from, before.id);
  if (to && after) map.add(to, after.id);
}

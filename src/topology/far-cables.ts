import type { PortFacts } from "./facts.ts";
import type { Hearing } from "./hearing.ts";
import type { Wiring } from "./wiring.ts";

/** What is lent: the ports, who hears whom, what the kernel says, and the machine of a port. */
export interface FarCablesView {
  port(id: string): PortFacts | undefined;
  hostOf(port: string): string | undefined;
  readonly hearing: Hearing;
  readonly wiring: Wiring;
  /** The links of a port need a look. */
  touch(port: string): void;
}

/**
 * Cables between machines, which no kernel tells. At a port of a bridge only what comes from the wire is heard, never what the bridge itself
 * forwards: when it hears a single port of another machine, and is heard there, the two are the ends of one cable, whatever else the
 * other end hears through the bridge.
 */
export class FarCables {
  readonly #view: FarCablesView;

  constructor(view: FarCablesView) {
    this.#view = view;
  }

  /** Takes in that a port, or what it hears or is heard by, changed. */
  refresh(...ports: readonly string[]): void {
    if (!this.#view.wiring.hasBridges) return;
    for (const port of ports) {
      this.#refresh(port);
      if (this.#view.port(port)?.bridge) for (const heard of [...this.#view.hearing.heard(port)].slice(0, 2)) this.#refresh(heard);
    }
  }

  #refresh(port: string): void {
    const { wiring } = this.#view;
    const before = wiring.farEnd(port);
    const now = this.#endOf(port);
    if (before === now) return;
    if (before !== null) this.#join(port, before, false);
    const rival = now === null ? null : wiring.farEnd(now);
    if (now !== null && rival !== null) this.#join(now, rival, false);
    if (now !== null) this.#join(port, now, true);
    if (before !== null) this.#refresh(before);
  }

  #join(a: string, b: string, joined: boolean): void {
    const { wiring, hearing, touch } = this.#view;
    const cabled = wiring.cabled(a, b);
    wiring.joinFar(a, b, joined);
    hearing.rewired(a, b, cabled);
    for (const end of [a, b]) touch(end);
  }

  /** The other end of the cable of a port, by what is heard; null when nothing proves one. */
  #endOf(port: string): string | null {
    if (!this.#view.port(port)?.bridge) return this.#soleClaim(port);
    const end = this.#claimOf(port);
    return end !== null && this.#soleClaim(end) === port ? end : null;
  }

  /** The only port that claims to be at this one's cable. */
  #soleClaim(port: string): string | null {
    const claims: string[] = [];
    for (const heard of this.#view.hearing.heard(port)) if (this.#claimOf(heard) === port) claims.push(heard);
    return claims.length === 1 ? (claims[0] as string) : null;
  }

  /** The port that a bridge's port must be cabled to. */
  #claimOf(slave: string): string | null {
    const { port, hearing, wiring, hostOf } = this.#view;
    if (!port(slave)?.bridge || hearing.heardCount(slave) !== 1 || wiring.kernelEnd(slave) !== null) return null;
    const [end] = hearing.heard(slave);
    if (end === undefined || end === slave || !hearing.hears(end, slave) || wiring.kernelEnd(end) !== null) return null;
    const far = port(end);
    const [here, there] = [hostOf(slave), hostOf(end)];
    return far && !far.bridge && here !== undefined && there !== undefined && here !== there ? end : null;
  }
}

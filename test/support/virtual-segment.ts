import { nextDeadline, type PortEvent } from "../../src/lldp/agent/index.ts";
import type { DrivenPort } from "./lldp-port.ts";
import { TurnedClock } from "./turned-clock.ts";

export interface SegmentOptions {
  /** Milliseconds that a frame is on its way. */
  readonly delay?: number;
  /** Whether a frame is lost on its way to one listener. */
  readonly loses?: () => boolean;
}

/** Ports on one medium in virtual time: what one sends, all others hear. Frames in flight when a port leaves are gone for it. */
export class VirtualSegment {
  readonly clock: TurnedClock;
  readonly #options: SegmentOptions;
  readonly #timers = new Map<DrivenPort, () => void>();

  constructor(clock = new TurnedClock(), options: SegmentOptions = {}) {
    this.clock = clock;
    this.#options = options;
  }

  /** Plugs a port in: its link comes up. */
  join(port: DrivenPort): void {
    this.#timers.set(port, () => {});
    this.tell(port, { kind: "link", up: true, reason: "link-down" });
  }

  /** Pulls a port out: its link goes down. */
  leave(port: DrivenPort): void {
    this.tell(port, { kind: "link", up: false, reason: "link-down" });
    this.unplug(port);
  }

  /** Takes a port away without a word, as a crash does. */
  unplug(port: DrivenPort): void {
    this.#timers.get(port)?.();
    this.#timers.delete(port);
  }

  /** Lets something happen to a port that is plugged in; what it sends goes out. */
  tell(port: DrivenPort, event: PortEvent): void {
    for (const effect of port.tellAt(this.clock.now(), event)) if (effect.kind === "transmit") this.#spread(port, effect.octets);
    this.#timers.get(port)?.();
    const due = nextDeadline(port.state);
    if (due !== Number.POSITIVE_INFINITY)
      this.#timers.set(
        port,
        this.clock.at(due, () => this.tell(port, { kind: "tick" })),
      );
  }

  #spread(from: DrivenPort, octets: Uint8Array): void {
    for (const port of this.#timers.keys()) {
      if (port === from || this.#options.loses?.()) continue;
      this.clock.at(this.clock.now() + (this.#options.delay ?? 0.05), () => {
        if (this.#timers.has(port)) this.tell(port, { kind: "frame", octets, vlan: null });
      });
    }
  }
}

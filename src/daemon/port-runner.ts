import { type Cancel, type Clock, type Duration, type Instant, seconds } from "../base/index.ts";
import type { FrameChannel } from "../capture/index.ts";
import { nextDeadline, type PortAgent, type PortAgentCounters, type PortEffect, type PortEvent, portCounters, step } from "../lldp/index.ts";

export interface PortRunnerOptions {
  readonly clock: Clock;
  readonly channel: FrameChannel;
  readonly agent: PortAgent;
  /** Called with what the agents want known, in order; `transmit` is already done. */
  readonly onEffect: (effect: Exclude<PortEffect, { readonly kind: "transmit" }>) => void;
}

export interface RunnerCounters extends PortAgentCounters {
  readonly transmitErrors: number;
  readonly socketDrops: number;
}

/** Wake-ups that are far off share their instants with other ports: what comes every 30 s is then sent, and heard, several frames at a time. */
const grid: Duration = 100;
const farOff: Duration = seconds(5);

/** When to wake up for a deadline: at it, or, when it is more than 5 s away, at most 100 ms after it. */
export function wakeUpFor(deadline: Instant, now: Instant): Instant {
  return deadline - now > farOff ? Math.ceil(deadline / grid) * grid : deadline;
}

/** Joins a frame channel and a port's agents: feeds, sends, and keeps one timer at the agents' deadline. Decides nothing. */
export class PortRunner {
  readonly #options: PortRunnerOptions;
  readonly #unsubscribe: () => void;
  #timer: Cancel = () => {};
  #armedFor: Instant = Number.POSITIVE_INFINITY;
  #transmitErrors = 0;
  #closing: Promise<void> | null = null;

  constructor(options: PortRunnerOptions) {
    this.#options = options;
    this.#unsubscribe = options.channel.frames.subscribe(({ octets, vlan }) => this.tell({ kind: "frame", octets, vlan }));
  }

  /** Hands an event to the agents. */
  tell(event: PortEvent): void {
    if (this.#closing) return;
    const { agent, clock, onEffect } = this.#options;
    const { effects } = step(agent, event, clock.now());
    for (const effect of effects) {
      if (effect.kind === "transmit") this.#send(effect.octets);
      else onEffect(effect);
    }
    this.#arm();
  }

  counters(): RunnerCounters {
    const { agent, channel } = this.#options;
    return { ...portCounters(agent), transmitErrors: this.#transmitErrors, socketDrops: channel.statistics().dropped };
  }

  /** Idempotent. Nothing is heard or sent after the call. */
  close(): Promise<void> {
    this.#timer();
    this.#unsubscribe();
    this.#closing ??= this.#options.channel.close();
    return this.#closing;
  }

  #send(octets: Uint8Array): void {
    if (this.#options.channel.send(octets) !== null) this.#transmitErrors++;
  }

  #arm(): void {
    const { agent, clock } = this.#options;
    const deadline = nextDeadline(agent);
    if (deadline === this.#armedFor) return;
    this.#timer();
    this.#armedFor = deadline;
    if (deadline !== Number.POSITIVE_INFINITY) this.#timer = clock.at(wakeUpFor(deadline, clock.now()), this.#tick);
  }

  readonly #tick = (): void => {
    this.#armedFor = Number.POSITIVE_INFINITY;
    this.tell({ kind: "tick" });
  };
}

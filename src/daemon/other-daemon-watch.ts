import { type Cancel, type Clock, type Logger, printable, seconds } from "../base/index.ts";
import { type OtherDaemon, prepareDaemonSearch } from "../netns/index.ts";
import type { NamespaceAgent } from "./namespace-agent.ts";

const interval = seconds(30);

export interface AgentSource {
  readonly agents: readonly NamespaceAgent[];
}

/**
 * Looks for other LLDP daemons: two of them on one port would be two neighbors to everybody else, so ours only listens there. Looks
 * into namespaces in which somebody lives; reading /proc costs milliseconds, so one after another and seldom.
 */
export class OtherDaemonWatch {
  readonly #source: AgentSource;
  readonly #clock: Clock;
  readonly #log: Logger;
  #timer: Cancel = () => {};
  #closed = false;

  constructor(source: AgentSource, clock: Clock, log: Logger) {
    this.#source = source;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    void this.#round();
  }

  close(): void {
    this.#closed = true;
    this.#timer();
  }

  async #round(): Promise<void> {
    const search = await prepareDaemonSearch();
    for (const agent of this.#source.agents) {
      const { kind, holders } = agent.namespace;
      const inhabitant = kind === "host" ? "self" : holders.find(({ by }) => by === "task")?.pid;
      if (inhabitant === undefined) agent.learnOtherDaemons(new Set());
      else this.#learn(agent, await search(inhabitant));
      if (this.#closed) return;
    }
    this.#timer = this.#clock.at(this.#clock.now() + interval, () => void this.#round());
  }

  #learn(agent: NamespaceAgent, others: readonly OtherDaemon[]): void {
    const wanted = (ifindex: number) => (ifindex === 0 ? [...agent.ports].some(({ watched }) => watched) : agent.port(ifindex)?.watched === true);
    const news = others.filter(({ ifindex }) => !agent.otherDaemon(ifindex) && wanted(ifindex));
    for (const { command, pid, ifindex } of news) {
      const name = agent.interfaceOf(ifindex)?.name ?? "*";
      this.#log.warn({ port: `${agent.name}:${name}`, command: printable(command), pid }, "another LLDP daemon speaks here: this port only listens");
    }
    agent.learnOtherDaemons(new Set(others.map(({ ifindex }) => ifindex)));
  }
}

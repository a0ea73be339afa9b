import { type Cancel, type Clock, type Logger, printable, seconds } from "../base/index.ts";
import { inhabitantOf, type OtherDaemon, prepareDaemonSearch } from "../netns/index.ts";
import type { NamespaceAgent } from "./namespace-agent.ts";

const interval = seconds(30);

interface Look {
  readonly agents: Set<NamespaceAgent>;
  readonly done: Promise<void>;
}

/**
 * Looks for other LLDP daemons: two of them on one port would be two neighbors to everybody else, so ours only listens there. Looks
 * before the ports of a namespace first speak, when somebody else comes to live in it, and now and then. Reading /proc costs
 * milliseconds, so those that wait share one look.
 */
export class OtherDaemonWatch {
  readonly #agents: () => readonly NamespaceAgent[];
  readonly #clock: Clock;
  readonly #log: Logger;
  #timer: Cancel = () => {};
  #waiting: Look | null = null;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(agents: () => readonly NamespaceAgent[], clock: Clock, log: Logger) {
    this.#agents = agents;
    this.#clock = clock;
    this.#log = log;
    this.#schedule();
  }

  /** Resolves when the agent knows which other daemons speak in its namespace. */
  visit(agent: NamespaceAgent): Promise<void> {
    this.#waiting ??= this.#prepare();
    this.#waiting.agents.add(agent);
    return this.#waiting.done;
  }

  close(): void {
    this.#closed = true;
    this.#timer();
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = this.#clock.at(this.#clock.now() + interval, async () => {
      await Promise.all(this.#agents().map((agent) => this.visit(agent)));
      this.#schedule();
    });
  }

  #prepare(): Look {
    const look = { agents: new Set<NamespaceAgent>(), done: this.#last.then(() => this.#look()) };
    this.#last = look.done;
    return look;
  }

  async #look(): Promise<void> {
    const agents = this.#waiting?.agents ?? [];
    this.#waiting = null;
    try {
      const search = await prepareDaemonSearch();
      for (const agent of agents) {
        if (this.#closed) return;
        const inhabitant = agent.namespace.kind === "host" ? "self" : inhabitantOf(agent.namespace);
        this.#learn(agent, inhabitant === null ? [] : await search(inhabitant));
      }
    } catch (error) {
      this.#log.warn({ error }, "cannot look for other LLDP daemons: what was known of them stands");
    }
  }

  #learn(agent: NamespaceAgent, others: readonly OtherDaemon[]): void {
    const news = others.filter(({ ifindex }) => !agent.otherDaemon(ifindex) && agent.watches(ifindex));
    for (const { command, pid, ifindex } of news) {
      const name = agent.interfaceOf(ifindex)?.name ?? "*";
      this.#log.warn({ port: `${agent.name}:${name}`, command: printable(command), pid }, "another LLDP daemon speaks here: this port only listens");
    }
    agent.learnOtherDaemons(new Set(others.map(({ ifindex }) => ifindex)));
  }
}

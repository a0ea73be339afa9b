import { randomBytes } from "node:crypto";
import type { LiveFacts, Readiness } from "../api/index.ts";
import type { Clock, Logger } from "../base/index.ts";
import type { AdminStatus } from "../lldp/index.ts";
import type { Sample } from "../metrics/index.ts";
import type { SocketOpener } from "../native/index.ts";
import { readDockerNames, WiringKeeper, watchNamespaces } from "../netns/index.ts";
import { createGraph, type Fact, type Graph, type GraphView } from "../topology/index.ts";
import type { DaemonConfig } from "./config/config.ts";
import { FactRelay } from "./fact-relay.ts";
import { GraphKeeper } from "./graph-keeper.ts";
import { liveFacts } from "./live-facts.ts";
import { readInventory, readMachineIdentity, readSystemDescription, rememberHostMac } from "./machine-facts.ts";
import type { MachineIdentity } from "./machine-identity.ts";
import { NeighborPlaces } from "./neighbor-places.ts";
import { compilePolicy } from "./port-policy.ts";
import type { KnownPort, Site } from "./site.ts";
import { Supervisor } from "./supervisor.ts";

/** A running daemon: agents in every namespace, and the graph of what they and the kernel tell. */
export interface Daemon {
  readonly graph: GraphView;
  readonly live: LiveFacts;
  readonly identity: MachineIdentity;
  /** Every fact since the start, after the graph has taken it; null when nobody is going to listen (no bus is configured). */
  readonly facts: FactRelay | null;
  /** Resolves when every namespace that was there at the start runs, or has failed once. */
  readonly settled: Promise<void>;
  readiness(): Readiness;
  /** Ports are found by id (`NS:IF`). */
  port(id: string): KnownPort | null;
  /** Sets a port's mode until the daemon ends. */
  setPortMode(id: string, mode: AdminStatus): "done" | "unknown-port" | "not-watched";
  /** Takes over a new configuration; neighbors stay. What needs a restart is for the caller to tell. */
  reconfigure(config: DaemonConfig): void;
  /** Numbers about the daemon itself, for metrics. */
  samples(): readonly Sample[];
  /** Tells the graph something that is not of the kernel: a plan. */
  tell(fact: Fact): void;
  /** Shutdown LLDPDUs, then every socket at once, then the opener. Idempotent. */
  close(): Promise<void>;
}

/** Starts a daemon; resolves when the namespaces of the machine are known and are being opened. Rejects with a SystemError when they cannot be listed. */
export async function startDaemon(config: DaemonConfig, opener: SocketOpener, clock: Clock, log: Logger): Promise<Daemon> {
  const graph = createGraph({ epoch: randomBytes(6).toString("hex"), wall: new Date(clock.wall()).toISOString() });
  const { dockerSocket } = config;
  const containerNames = dockerSocket === null ? {} : { containerNames: () => readDockerNames(dockerSocket) };
  const watcher = await watchNamespaces({ opener, clock, log, ...containerNames });
  const wiring = new WiringKeeper({ opener, watcher, clock, log });
  return new RunningDaemon(config, { opener, clock, log, graph, watcher, wiring });
}

interface Parts extends Pick<Site, "opener" | "clock" | "log"> {
  readonly graph: Graph;
  readonly watcher: Awaited<ReturnType<typeof watchNamespaces>>;
  readonly wiring: WiringKeeper;
}

class RunningDaemon implements Daemon {
  readonly graph: GraphView;
  readonly live: LiveFacts;
  readonly identity: MachineIdentity;
  readonly settled: Promise<void>;
  readonly facts: FactRelay | null;
  readonly #parts: Parts;
  readonly #keeper: GraphKeeper;
  readonly #supervisor: Supervisor;
  readonly #ports = new Map<string, KnownPort>();
  readonly #overrides = new Map<string, AdminStatus>();
  readonly #held: string | null;
  #config: DaemonConfig;
  #policy: ReturnType<typeof compilePolicy>;
  #closing: Promise<void> | null = null;

  constructor(config: DaemonConfig, parts: Parts) {
    this.#parts = parts;
    this.#config = config;
    // The helper was started with this pattern and has no way to take another.
    this.#held = parts.opener.kind === "helper" ? config.namespaces : null;
    this.#policy = compilePolicy(config, this.#overrides, this.#held);
    this.graph = parts.graph;
    this.identity = readMachineIdentity(config.hostName);
    this.#keeper = new GraphKeeper(parts.graph, parts.clock);
    this.facts = config.nats === null ? null : new FactRelay();
    this.#keeper.facts.subscribe((facts) => this.facts?.take(facts));
    this.#supervisor = new Supervisor(this.#site(), parts.watcher, parts.wiring);
    this.live = liveFacts((id) => this.port(id), this.#keeper);
    this.settled = this.#supervisor.start();
  }

  readiness(): Readiness {
    return { ready: this.#supervisor.settled, failing: this.#supervisor.failing };
  }

  port(id: string): KnownPort | null {
    return this.#ports.get(id) ?? null;
  }

  setPortMode(id: string, mode: AdminStatus): "done" | "unknown-port" | "not-watched" {
    const port = this.port(id);
    if (!port) return "unknown-port";
    if (!port.watched) return "not-watched";
    this.#overrides.set(id, mode);
    port.reconsider();
    this.#keeper.flush();
    return "done";
  }

  reconfigure(config: DaemonConfig): void {
    this.#config = config;
    this.#policy = compilePolicy(config, this.#overrides, this.#held);
    if (this.#held !== null && this.#held !== config.namespaces)
      this.#parts.log.warn({ held: this.#held }, "namespaces outside of the pattern that the helper was started with need a restart");
    this.#supervisor.reconsider();
  }

  samples(): readonly Sample[] {
    const overruns = this.#supervisor.agents.reduce((sum, { monitor }) => sum + monitor.statistics().overruns, 0);
    return [
      { family: "namespacesFailing", value: this.#supervisor.failing.length },
      { family: "namespaceScanSeconds", value: this.#parts.watcher.statistics().lastDuration / 1000 },
      { family: "netlinkOverruns", value: overruns },
    ];
  }

  tell(fact: Fact): void {
    this.#keeper.tell(fact);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { wiring, watcher, opener } = this.#parts;
    this.#keeper.close();
    this.#supervisor.sayGoodbye();
    wiring.close();
    await Promise.all([this.#supervisor.close(), watcher.close()]);
    await opener.close();
  }

  #site(): Site {
    const { opener, clock, log, wiring } = this.#parts;
    return {
      opener,
      clock,
      log,
      wiring,
      keeper: this.#keeper,
      ports: this.#ports,
      places: new NeighborPlaces(this.#config.maxNeighborsTotal),
      random: Math.random,
      identity: this.identity,
      inventory: readInventory(),
      systemDescription: readSystemDescription(),
      hostMac: (physical) => rememberHostMac(this.#config.state, physical),
      config: () => this.#config,
      policy: () => this.#policy,
      leavesMachine: (ref) => this.#supervisor.leavesMachine(ref),
      portId: (ref) => this.#supervisor.portId(ref),
      touch: (ref) => {
        const peer = wiring.peerOf(ref);
        if (peer) this.#supervisor.port(peer)?.announce();
      },
    };
  }
}

import type { Api, ListenAddress } from "../api/index.ts";
import type { Clock, Logger } from "../base/index.ts";
import type { Access } from "../native/index.ts";
import { type OpenRooms, openRooms } from "./compose/rooms.ts";
import type { DaemonConfig } from "./config/config.ts";
import { type Daemon, startDaemon } from "./daemon.ts";
import { PlanFile } from "./plan-file.ts";
import { ServiceManager } from "./service-manager.ts";
import { statusDocument } from "./status.ts";

export interface ServiceParts {
  readonly access: Access;
  /** Descriptor of a listening Unix socket that the helper bound, or null. */
  readonly apiSocket: number | null;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
}

/** A configuration that cannot work here: an address that must not be listened on, say. */
export class ServiceRefusal extends Error {}

/** The daemon with everything around it: API, history, plan, bus, push. */
export interface Service {
  readonly daemon: Daemon;
  /** Where it listens. */
  readonly addresses: readonly string[];
  /** Takes over what may change while running; neighbors stay. */
  reload(config: DaemonConfig): void;
  /** Shutdown LLDPDUs first, then everything at once. Idempotent. */
  close(): Promise<void>;
}

/** Milliseconds that open requests have when the service ends. */
const apiGrace = 200;

/** Starts the whole service. Rejects with a ServiceRefusal, or a SystemError, when it cannot work. */
export async function startService(config: DaemonConfig, parts: ServiceParts): Promise<Service> {
  await refuseUnsafeListener(config);
  const { access, clock, log } = parts;
  const daemon = await startDaemon(config, access.opener, clock, log);
  const service = new RunningService(config, parts, daemon);
  try {
    await service.open();
  } catch (error) {
    await service.close();
    throw error;
  }
  return service;
}

/** Rejects with a ServiceRefusal when the address would serve others without a token, or the token file cannot be used. */
export async function refuseUnsafeListener({ listen, socket, tokenFile, insecureListen }: DaemonConfig): Promise<void> {
  if (listen === null && socket === null) return;
  const { tokenFileFault, whyNotListen } = await import("../api/index.ts");
  const unusable = tokenFile === null ? null : tokenFileFault(tokenFile);
  const why = unusable ?? (listen && whyNotListen(listen.host, { hasToken: tokenFile !== null, insecure: insecureListen }));
  if (why !== null) throw new ServiceRefusal(why);
}

class RunningService implements Service {
  readonly daemon: Daemon;
  readonly addresses: string[] = [];
  readonly #parts: ServiceParts;
  readonly #started: number;
  readonly #manager: ServiceManager;
  #config: DaemonConfig;
  #rooms: OpenRooms | null = null;
  #api: Api | null = null;
  #plan: PlanFile | null = null;
  #closing: Promise<void> | null = null;

  constructor(config: DaemonConfig, parts: ServiceParts, daemon: Daemon) {
    this.#config = config;
    this.#parts = parts;
    this.daemon = daemon;
    this.#started = parts.clock.now();
    this.#manager = new ServiceManager(parts.access, parts.clock, parts.log);
  }

  async open(): Promise<void> {
    const { clock, log, version } = this.#parts;
    const { listen, socket, plan } = this.#config;
    this.#rooms = await openRooms(this.#config, { daemon: this.daemon, clock, log, version });
    if (plan !== null) await this.#openPlan(plan);
    if (listen !== null || socket !== null) await this.#openApi(this.#rooms);
    void this.daemon.settled.then(() => this.#manager.ready());
  }

  reload(config: DaemonConfig): void {
    this.#manager.reloading();
    const before = this.#config.plan;
    this.#config = config;
    this.daemon.reconfigure(config);
    if (config.plan === before) this.#plan?.read();
    else {
      this.#plan?.close();
      this.#plan = null;
      if (config.plan !== null) void this.#openPlan(config.plan);
    }
    this.#manager.ready();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#manager.stopping();
    // The daemon first: its shutdown LLDPDUs leave before anything waits.
    const ended = this.daemon.close();
    this.#plan?.close();
    await Promise.all([ended, this.#api?.close(apiGrace), this.#rooms?.close()]);
  }

  async #openPlan(path: string): Promise<void> {
    const { readPlan } = await import("../formats/index.ts");
    const { clock, log } = this.#parts;
    this.#plan = new PlanFile(path, { clock, log, readPlan, tell: (fact) => this.daemon.tell(fact) });
  }

  async #openApi(rooms: OpenRooms): Promise<void> {
    const { access, apiSocket, clock, log, version } = this.#parts;
    const config = this.#config;
    const { openApi } = await import("./compose/api.ts");
    this.#api = await openApi(config, {
      daemon: this.daemon,
      clock,
      log,
      version,
      rooms,
      backend: access.opener.kind,
      planned: () => this.#plan?.planned === true,
      status: () => statusDocument(this.daemon.graph, version, (clock.now() - this.#started) / 1000, rooms.states()),
    });
    for (const address of listenAddresses(config, apiSocket)) this.addresses.push((await this.#api.listen(address)).url);
  }
}

/** Where the configuration wants the API to listen; `apiSocket` is a descriptor that is bound already. */
export function listenAddresses({ listen, socket, tls }: DaemonConfig, apiSocket: number | null): readonly ListenAddress[] {
  const tcp: ListenAddress[] = listen === null ? [] : [{ kind: "tcp", ...listen, ...(tls === null ? {} : { tls }) }];
  if (socket === null) return tcp;
  return [...tcp, apiSocket === null ? { kind: "unix", path: socket } : { kind: "descriptor", descriptor: apiSocket, name: socket }];
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import type { Logger } from "../base/index.ts";
import { type Launch, launch, SystemError } from "../native/index.ts";
import type { DaemonConfig } from "./config/config.ts";
import { faultText } from "./config/config-fault.ts";
import { type ConfigSources, type LoadedConfig, loadConfig } from "./config/load-config.ts";
import { hookFault } from "./hooks/hook-file.ts";
import { openLogger } from "./logger.ts";
import { type Service, ServiceRefusal, startService } from "./service.ts";
import { SystemClock } from "./system-clock.ts";

/** The service lives long and does little: small generations and lean code keep a thousand namespaces within 100 MB. */
const nodeOptions = ["--max-semi-space-size=1", "--optimize-for-size"];

export interface ServiceRequest {
  readonly flags: ConfigSources["flags"];
  readonly environment: ConfigSources["environment"];
  readonly version: string;
}

/** How it ended, and one line for each thing that the user has to know. */
export interface ServiceEnd {
  readonly exitCode: 0 | 1 | 2;
  readonly messages: readonly string[];
}

/**
 * Runs the service until SIGTERM or SIGINT; SIGHUP reads the configuration again. With privilege and without `--direct` this process
 * becomes the helper first and the call does not return: the same command line runs again below it.
 */
export async function runService(request: ServiceRequest): Promise<ServiceEnd> {
  const loaded = load(request);
  if (!loaded.ok) return { exitCode: 2, messages: loaded.faults.map(faultText) };
  const { config, file } = loaded;
  const { direct, user } = config;
  const launched = launch({ direct, user, socket: absolute(config.socket), state: absolute(config.state), nodeOptions });
  if (launched.kind === "refused") return { exitCode: 1, messages: [launched.message] };
  return serve(request, config, file, launched);
}

async function serve(
  request: ServiceRequest,
  config: DaemonConfig,
  file: string | null,
  launched: Extract<Launch, { kind: "ready" }>,
): Promise<ServiceEnd> {
  const log = openLogger(config.logLevel);
  const clock = new SystemClock();
  const stop = signals(["SIGTERM", "SIGINT"]);
  let service: Service | null = null;
  const reload = () => {
    if (service) reloadService(request, service, log);
  };
  process.on("SIGHUP", reload);
  try {
    const access = await launched.open();
    await access.confine(config.namespaces);
    service = await startService(config, { access, apiSocket: launched.apiSocket, clock, log, version: request.version });
    const { daemon, addresses } = service;
    void daemon.settled.then(() => {
      const { failing } = daemon.readiness();
      log.info({ addresses, file, namespaces: daemon.graph.namespaces().length, failing: failing.length }, "ready");
    });
    const signal = await stop.received;
    log.info({ signal }, "stopping");
    await service.close();
    return { exitCode: 0, messages: [] };
  } catch (error) {
    if (error instanceof ServiceRefusal) return { exitCode: 2, messages: [error.message] };
    if (error instanceof SystemError || isSystemFailure(error)) return { exitCode: 1, messages: [error.message] };
    throw error;
  } finally {
    process.off("SIGHUP", reload);
    stop.forget();
    clock.close();
  }
}

function load({ flags, environment }: ServiceRequest): LoadedConfig {
  const loaded = loadConfig({ flags, environment, readFile: readText });
  const fault = loaded.ok ? hookFault(loaded.config.hooks, loaded.file) : null;
  return fault === null ? loaded : { ok: false, faults: [fault] };
}

function reloadService(request: ServiceRequest, service: Service, log: Logger): void {
  const loaded = load(request);
  if (loaded.ok) {
    service.reload(loaded.config);
    log.info({ file: loaded.file }, "configuration read again; settings marked with a restart keep their value");
  } else {
    for (const fault of loaded.faults) log.error({ where: fault.where }, `configuration not taken: ${fault.message}`);
  }
}

/** Null when there is no such file. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Error(`cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function absolute(path: string | null): string | null {
  return path === null ? null : resolve(path);
}

/** An address in use, a token file that is not readable: of Node, with a code. */
export function isSystemFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code);
}

/** The first of some signals. A second one while stopping changes nothing. */
export function signals(names: readonly NodeJS.Signals[]): { readonly received: Promise<string>; forget(): void } {
  let take: (name: string) => void = () => {};
  const received = new Promise<string>((resolve) => {
    take = resolve;
  });
  for (const name of names) process.on(name, take);
  return {
    received,
    forget: () => {
      for (const name of names) process.off(name, take);
    },
  };
}

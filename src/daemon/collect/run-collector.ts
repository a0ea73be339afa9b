import { readFileSync } from "node:fs";
import { BusError, initializeBucket } from "../../bus/index.ts";
import { natsOptions } from "../compose/bus.ts";
import type { DaemonConfig } from "../config/config.ts";
import { faultText } from "../config/config-fault.ts";
import { loadConfig } from "../config/load-config.ts";
import type { NatsConfig } from "../config/room-config.ts";
import { openLogger } from "../logger.ts";
import { isSystemFailure, type ServiceEnd, type ServiceRequest, signals } from "../run-service.ts";
import { ServiceRefusal } from "../service.ts";
import { SystemClock } from "../system-clock.ts";
import { startCollector } from "./collector-service.ts";

export interface CollectRequest extends ServiceRequest {
  /** Only make the bucket (or check the one that is there), with so many replicas and octets, and end. */
  readonly initialize: { readonly replicas: number; readonly maxBytes: number } | null;
}

type CollectorConfig = DaemonConfig & { readonly nats: NatsConfig };

/** Runs the collector until SIGTERM or SIGINT. It needs no privilege: it opens no raw socket and enters no namespace. */
export async function runCollector(request: CollectRequest): Promise<ServiceEnd> {
  const config = load(request);
  if ("messages" in config) return config;
  try {
    return request.initialize === null ? await serve(config, request.version) : await initialize(config, request.initialize);
  } catch (error) {
    if (error instanceof ServiceRefusal) return { exitCode: 2, messages: [error.message] };
    if (error instanceof BusError || isSystemFailure(error)) return { exitCode: 1, messages: [error.message] };
    throw error;
  }
}

// The file and the defaults of the daemon are not the collector's: both may run on one machine.
function load({ flags, environment }: ServiceRequest): CollectorConfig | ServiceEnd {
  const asked = flags["config"] !== undefined;
  const loaded = loadConfig({
    flags: { socket: "none", state: "none", ...flags },
    environment,
    readFile: (path) => (asked ? readFileSync(path, "utf8") : null),
  });
  if (!loaded.ok) return { exitCode: 2, messages: loaded.faults.map(faultText) };
  const { nats } = loaded.config;
  return nats === null ? { exitCode: 2, messages: ["collect needs --nats URL"] } : { ...loaded.config, nats };
}

async function initialize(
  config: CollectorConfig,
  { replicas, maxBytes }: { readonly replicas: number; readonly maxBytes: number },
): Promise<ServiceEnd> {
  const { made, differences } = await initializeBucket(natsOptions(config.nats, "lldp-watch collect --init"), { replicas, maxBytes });
  const { bucket } = config.nats;
  if (made) return { exitCode: 0, messages: [`bucket ${bucket} made`] };
  if (differences.length === 0) return { exitCode: 0, messages: [`bucket ${bucket} is there and fits`] };
  return { exitCode: 0, messages: [`bucket ${bucket} is there and stays as it is: ${differences.join("; ")}`] };
}

async function serve(config: CollectorConfig, version: string): Promise<ServiceEnd> {
  const log = openLogger(config.logLevel);
  const clock = new SystemClock();
  const stop = signals(["SIGTERM", "SIGINT"]);
  try {
    const service = await startCollector(config, { clock, log, version });
    log.info({ addresses: service.addresses }, "listening");
    void service.ready.then(() => log.info({}, "the bucket is read"));
    const signal = await stop.received;
    log.info({ signal }, "stopping");
    await service.close();
    return { exitCode: 0, messages: [] };
  } finally {
    stop.forget();
    clock.close();
  }
}

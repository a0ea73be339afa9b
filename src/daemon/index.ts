// The daemon: the service, the collector, and their configuration.
export { runCollector } from "./collect/run-collector.ts";
export { faultText } from "./config/config-fault.ts";
export { loadConfig } from "./config/load-config.ts";
export { type Daemon, startDaemon } from "./daemon.ts";
export { runService } from "./run-service.ts";

// The daemon: as a service, or inside another program.
export { type CollectRequest, runCollector } from "./collect/run-collector.ts";
export type { DaemonConfig } from "./config/config.ts";
export { type ConfigFault, faultText } from "./config/config-fault.ts";
export { type ConfigSources, type LoadedConfig, loadConfig, standardConfigFile } from "./config/load-config.ts";
export { type Daemon, startDaemon } from "./daemon.ts";
export { runService, type ServiceEnd, type ServiceRequest } from "./run-service.ts";
export { SystemClock } from "./system-clock.ts";

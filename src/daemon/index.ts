// The daemon, for who runs it inside another program.
export type { DaemonConfig } from "./config/config.ts";
export { type ConfigFault, faultText } from "./config/config-fault.ts";
export { type ConfigSources, type LoadedConfig, loadConfig, standardConfigFile } from "./config/load-config.ts";
export { type Daemon, startDaemon } from "./daemon.ts";
export { SystemClock } from "./system-clock.ts";

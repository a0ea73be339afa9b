export { readDockerNames } from "./docker-names.ts";
export { type FirmwareAgent, firmwareAgentOf } from "./firmware-agent.ts";
export type {
  BridgePort,
  BridgePortState,
  BridgeSettings,
  BridgeVlans,
  BusDevice,
  EthtoolFacts,
  InterfaceAddress,
  InterfaceFacts,
  KindSettings,
  OperationalState,
} from "./interface-facts.ts";
export type { LinkEvent, LinkMonitor, LinkMonitorStatistics } from "./link-event.ts";
export { type LinkMonitorOptions, openLinkMonitor } from "./link-monitor.ts";
export { inhabitantOf, type Namespace, type NamespaceKind, type NamespaceRename, type NamespaceWatcher, type ScanStatistics } from "./namespace.ts";
export type { ContainerNames } from "./namespace-names.ts";
export { type NamespaceWatcherOptions, watchNamespaces } from "./namespace-watcher.ts";
export { type DaemonSearch, type OtherDaemon, prepareDaemonSearch } from "./other-daemons.ts";
export { type Silence, scopeOf, silenceOf, sourceMacOf, stateOf } from "./speaking-rules.ts";
export type { InterfaceRef, Wiring } from "./wiring.ts";
export { WiringKeeper, type WiringKeeperOptions } from "./wiring-keeper.ts";
export { WiringMap } from "./wiring-map.ts";

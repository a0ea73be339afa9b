// The HTTP API: every way in for other programs.
export { type Api, type ApiStats, buildApi } from "./build-api.ts";
export type {
  ApiDeps,
  EventQuery,
  GraphFormat,
  HistoryReader,
  LiveFacts,
  PlanFault,
  Readiness,
} from "./deps.ts";
export { type ListenAddress, type Listener, whyNotListen } from "./listen.ts";
export type { LagSummary } from "./loop-lag.ts";
export type { ApiLimits, ApiOptions } from "./options.ts";
export type { RouteStats } from "./request-stats.ts";
export type { TlsFiles } from "./tls-files.ts";
export { openTokenFile, tokenFileFault } from "./token-file.ts";

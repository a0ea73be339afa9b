export type { AgentCounters, PortAgentCounters } from "./counters.ts";
export type { LocalInformation } from "./local-frames.ts";
export type { NeighborBudget } from "./neighbor-table.ts";
export { type AgentParameters, defaultParameters, parameterRanges, transmittedTtl } from "./parameters.ts";
export { createPortAgent, neighborCount, nextDeadline, type PortAgent, type PortStep, portCounters, step } from "./port-agent.ts";
export type {
  AdminStatus,
  AdminStatuses,
  HeardLldpdu,
  NeighborHandle,
  NeighborReason,
  PortEffect,
  PortEvent,
} from "./port-event.ts";

import type { Instant } from "../../base/index.ts";
import type { DestinationName } from "../wire/index.ts";
import { type AgentCounters, emptyCounters } from "./counters.ts";
import type { LocalFrames } from "./local-frames.ts";
import { NeighborTable } from "./neighbor-table.ts";
import type { AgentParameters } from "./parameters.ts";
import type { AdminStatus } from "./port-event.ts";
import { createTransmitter, type Transmitter } from "./transmitter.ts";

/** One port and one destination address (802.1AB-2016 6.3): its own status, transmitter, table and counters. */
export interface Agent {
  readonly destination: DestinationName;
  status: AdminStatus;
  readonly transmitter: Transmitter;
  /** Null until the port knows what to say, and when the interface has no room for it. */
  frames: LocalFrames | null;
  /** The shutdown frame of the identity that others may still remember, or null. */
  announced: Uint8Array | null;
  readonly neighbors: NeighborTable;
  /** tooManyNeighborsTimer (9.2.5.15): while it runs, tooManyNeighbors is true. */
  tooManyUntil: Instant | null;
  readonly counters: AgentCounters;
}

/** A disabled agent. */
export function createAgent(destination: DestinationName, parameters: AgentParameters): Agent {
  return {
    destination,
    status: "disabled",
    transmitter: createTransmitter(parameters),
    frames: null,
    announced: null,
    neighbors: new NeighborTable(),
    tooManyUntil: null,
    counters: emptyCounters(),
  };
}

/** Whether the status lets LLDPDUs out. */
export function mayTransmit(status: AdminStatus): boolean {
  return status === "rx-and-tx" || status === "tx-only";
}

/** Whether the status lets LLDPDUs in. */
export function mayReceive(status: AdminStatus): boolean {
  return status === "rx-and-tx" || status === "rx-only";
}

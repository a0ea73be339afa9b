import type { Instant } from "../../base/index.ts";
import type { NeighborBudget } from "./neighbor-table.ts";
import type { AgentParameters } from "./parameters.ts";
import type { PortEffect } from "./port-event.ts";
import type { ReceiveBudgets } from "./receive-budgets.ts";
import type { ReceiveLimit } from "./receive-limit.ts";

/** What the agents of one port share. */
export interface Surroundings {
  parameters: AgentParameters;
  /** portEnabled (802.1AB-2016 9.2.5.2). */
  linkUp: boolean;
  readonly places: NeighborBudget;
  /** 0 <= x < 1 */
  readonly random: () => number;
  budgets: ReceiveBudgets;
  foreignDestination: number;
  readonly limited: ReceiveLimit;
}

/** One step of a port, as its agents see it. */
export interface Turn {
  readonly around: Surroundings;
  readonly now: Instant;
  /** What is to be done; agents append to it. */
  readonly effects: PortEffect[];
}

import { assertNever, type Instant } from "../../base/index.ts";
import { destinationNames, destinationOf, lldpduStart } from "../wire/index.ts";
import { type Agent, createAgent, mayReceive, mayTransmit } from "./agent.ts";
import { addCounters, emptyCounters, type PortAgentCounters } from "./counters.ts";
import { EarlyFrames } from "./early-frames.ts";
import type { LocalInformation } from "./local-frames.ts";
import type { NeighborBudget } from "./neighbor-table.ts";
import { ageNeighbors, removeNeighbors } from "./neighborhood.ts";
import type { AgentParameters } from "./parameters.ts";
import type { AdminStatuses, NeighborReason, PortEffect, PortEvent } from "./port-event.ts";
import { createReceiveBudgets } from "./receive-budgets.ts";
import { createReceiveLimit, limitDeadline, reviewLimit } from "./receive-limit.ts";
import { receiveFrame } from "./reception.ts";
import { runTransmitter, shutDown, takeLocal } from "./transmission.ts";
import { transmitDeadline } from "./transmitter.ts";
import type { Surroundings, Turn } from "./turn.ts";

/** The LLDP agents of one port. Its owner hands it to `step` and looks at it through the functions of this file only. */
export interface PortAgent {
  readonly agents: readonly Agent[];
  readonly around: Surroundings;
  local: LocalInformation | null;
  readonly early: EarlyFrames;
}

export interface PortStep {
  /** The same object, changed in place: a port has one owner, and a step happens for every frame. */
  readonly state: PortAgent;
  readonly effects: readonly PortEffect[];
}

/** A port with every agent disabled and its link down. `random` gives 0 <= x < 1 and parts the phases of ports that start together. */
export function createPortAgent(parameters: AgentParameters, places: NeighborBudget, random: () => number): PortAgent {
  const budgets = createReceiveBudgets(parameters.maxNeighbors);
  const around: Surroundings = { parameters, linkUp: false, places, random, budgets, foreignDestination: 0, limited: createReceiveLimit() };
  return { agents: destinationNames.map((destination) => createAgent(destination, parameters)), around, local: null, early: new EarlyFrames() };
}

/** Takes one event at a time that never runs backwards. Synchronous and deterministic; whatever a peer sent, it does not throw. */
export function step(state: PortAgent, event: PortEvent, now: Instant): PortStep {
  const effects: PortEffect[] = [];
  const turn: Turn = { around: state.around, now, effects };
  apply(state, event, turn);
  for (const agent of state.agents) {
    ageNeighbors(agent, turn);
    runTransmitter(agent, turn);
  }
  reviewLimit(turn.around.limited, turn.now, turn.effects);
  return { state, effects };
}

/** When `step` wants a tick, if nothing else happens before; Infinity when never. */
export function nextDeadline(state: PortAgent): Instant {
  let earliest = limitDeadline(state.around.limited);
  for (const agent of state.agents) earliest = Math.min(earliest, agentDeadline(agent, state.around.linkUp));
  return earliest;
}

/** The sum of the agents' counters, and the port's own. */
export function portCounters(state: PortAgent): PortAgentCounters {
  const sum = emptyCounters();
  for (const agent of state.agents) addCounters(sum, agent.counters);
  return { ...sum, foreignDestination: state.around.foreignDestination, rateLimited: state.around.limited.frames };
}

/** How many neighbors the port has. */
export function neighborCount(state: PortAgent): number {
  return state.agents.reduce((count, agent) => count + agent.neighbors.size, 0);
}

function agentDeadline(agent: Agent, linkUp: boolean): Instant {
  const { transmitter } = agent;
  const waits = linkUp && !transmitter.running && mayTransmit(agent.status) && agent.frames !== null;
  const transmit = waits ? transmitter.quietUntil : transmitDeadline(transmitter);
  return Math.min(transmit, agent.neighbors.nextExpiry, agent.tooManyUntil ?? Number.POSITIVE_INFINITY);
}

function apply(state: PortAgent, event: PortEvent, turn: Turn): void {
  const { agents } = state;
  switch (event.kind) {
    case "frame":
      receive(state, event.octets, event.vlan, turn);
      return;
    case "tick":
      return;
    case "link":
      takeLink(state, event.up, event.reason, turn);
      return;
    case "statuses":
      takeStatuses(state, event.statuses, turn);
      return;
    case "local":
      state.local = event.local;
      for (const agent of agents) takeLocal(agent, event.local, turn);
      return;
    case "parameters":
      takeParameters(state, event.parameters, turn);
      return;
    default:
      assertNever(event);
  }
}

function takeLink(state: PortAgent, up: boolean, reason: NeighborReason, turn: Turn): void {
  if (!up) for (const agent of state.agents) removeNeighbors(agent, reason, turn);
  const goesUp = up && !state.around.linkUp;
  state.around.linkUp = up;
  if (goesUp) for (const { octets, vlan } of state.early.release(turn.now)) receive(state, octets, vlan, turn);
}

function receive({ agents, around, early }: PortAgent, octets: Uint8Array, vlan: number | null, turn: Turn): void {
  const start = lldpduStart(octets);
  if (start === null) return;
  const destination = destinationOf(octets);
  if (destination === null) {
    around.foreignDestination++;
    return;
  }
  const agent = agents[destinationNames.indexOf(destination)] as Agent;
  if (!mayReceive(agent.status)) return;
  if (!around.linkUp) {
    early.hold(octets, vlan, turn.now);
    return;
  }
  const tag = start === 18 ? (((octets[14] as number) << 8) | (octets[15] as number)) & 0xfff : null;
  receiveFrame(agent, { octets, start, vlan: vlan ?? tag }, turn);
}

function takeStatuses(state: PortAgent, statuses: AdminStatuses, turn: Turn): void {
  for (const agent of state.agents) {
    const status = statuses[agent.destination];
    if (mayTransmit(agent.status) && !mayTransmit(status)) shutDown(agent, turn);
    if (mayReceive(agent.status) && !mayReceive(status)) removeNeighbors(agent, "disabled", turn);
    agent.status = status;
    takeLocal(agent, state.local, turn);
  }
}

function takeParameters(state: PortAgent, parameters: AgentParameters, turn: Turn): void {
  const { around } = state;
  if (parameters.maxNeighbors !== around.parameters.maxNeighbors) around.budgets = createReceiveBudgets(parameters.maxNeighbors);
  around.parameters = parameters;
  for (const agent of state.agents) {
    agent.transmitter.credit.capacity = parameters.txCreditMax;
    takeLocal(agent, state.local, turn);
  }
}

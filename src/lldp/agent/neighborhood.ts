import { type Instant, seconds } from "../../base/index.ts";
import type { LldpduCounts } from "../wire/index.ts";
import type { Agent } from "./agent.ts";
import { type Arrival, keep } from "./arrival.ts";
import { heardFrom } from "./heard.ts";
import type { Neighbor } from "./neighbor-table.ts";
import type { NeighborReason } from "./port-event.ts";
import { limit } from "./receive-limit.ts";
import { takeToken } from "./token-bucket.ts";
import { fastStart } from "./transmitter.ts";
import type { Turn } from "./turn.ts";

/** A valid LLDPDU with time to live. */
export interface Accepted {
  readonly msap: string;
  readonly arrival: Arrival;
  /** Seconds, more than 0. */
  readonly ttl: number;
  readonly counts: LldpduCounts;
}

/** A neighbor that was heard once is taken for a passer-by when it has been silent for so many of our own intervals. */
const intervalsOfGrace = 2;

/** Stores a neighbor that was not known, if there is room, and answers it with a fast start (802.1AB-2016 9.2.9 TX_FAST_START). */
export function admitNeighbor(agent: Agent, accepted: Accepted, turn: Turn): void {
  const { around, now, effects } = turn;
  if (!takeToken(around.budgets.arrivals, now)) {
    limit(turn.around.limited, turn.now, turn.effects);
    return;
  }
  const { msap, ttl, counts } = accepted;
  const expiresAt = now + seconds(ttl);
  if (!takePlace(agent, turn)) {
    agent.counters.tooManyNeighbors++;
    agent.counters.framesDiscarded++;
    raiseTooMany(agent, expiresAt, turn);
    return;
  }
  const life = { ttl, expiresAt, firstHeard: now, lastChange: now, confirmed: false, deadline: expiresAt, slot: -1 };
  const neighbor: Neighbor = { msap, kept: keep(accepted.arrival), counts, ...life };
  agent.neighbors.add(neighbor);
  const { destination } = agent;
  effects.push({ kind: "neighbor-added", destination, reason: "new", msap, neighbor, before: null, after: heardFrom(neighbor) });
  fastStart(agent.transmitter, around.parameters);
}

/** Stores what a known neighbor says now. */
export function updateNeighbor(agent: Agent, neighbor: Neighbor, accepted: Accepted, { now, effects }: Turn): void {
  const before = heardFrom(neighbor);
  neighbor.kept = keep(accepted.arrival);
  neighbor.counts = accepted.counts;
  neighbor.confirmed = true;
  neighbor.lastChange = now;
  agent.neighbors.restartLife(neighbor, accepted.ttl, now);
  const { destination } = agent;
  const { msap } = neighbor;
  effects.push({ kind: "neighbor-changed", destination, reason: "changed", msap, neighbor, before, after: heardFrom(neighbor) });
}

/** Forgets a neighbor and gives its place back. */
export function removeNeighbor(agent: Agent, neighbor: Neighbor, reason: NeighborReason, { around, effects }: Turn): void {
  agent.neighbors.remove(neighbor);
  around.places.give();
  const { destination } = agent;
  const { msap } = neighbor;
  effects.push({ kind: "neighbor-removed", destination, reason, msap, neighbor, before: heardFrom(neighbor), after: null });
}

/** Forgets every neighbor of the agent. */
export function removeNeighbors(agent: Agent, reason: NeighborReason, turn: Turn): void {
  for (const neighbor of [...agent.neighbors]) removeNeighbor(agent, neighbor, reason, turn);
}

/** DELETE_AGED_INFO (9.2.10), and the end of tooManyNeighborsTimer. */
export function ageNeighbors(agent: Agent, turn: Turn): void {
  for (let old = agent.neighbors.expired(turn.now); old; old = agent.neighbors.expired(turn.now)) {
    agent.counters.ageouts++;
    removeNeighbor(agent, old, "aged-out", turn);
  }
  if (agent.tooManyUntil === null || agent.tooManyUntil > turn.now) return;
  agent.tooManyUntil = null;
  turn.effects.push({ kind: "too-many-neighbors", destination: agent.destination, active: false });
}

/**
 * Takes a place for one more neighbor (802.1AB-2016 9.2.7.7.5). When all are taken, only somebody who was heard once and never
 * again has to go: a flood of strangers cannot push out a neighbor, and cannot keep the table full after it ended.
 */
function takePlace(agent: Agent, turn: Turn): boolean {
  const { maxNeighbors, msgTxInterval } = turn.around.parameters;
  const free = () => agent.neighbors.size < maxNeighbors && turn.around.places.take(agent.neighbors.size);
  if (free()) return true;
  const stranger = agent.neighbors.longestSilentStranger(turn.now - intervalsOfGrace * msgTxInterval);
  if (!stranger) return false;
  raiseTooMany(agent, stranger.expiresAt, turn);
  removeNeighbor(agent, stranger, "evicted", turn);
  return free();
}

function raiseTooMany(agent: Agent, until: Instant, { effects }: Turn): void {
  if (agent.tooManyUntil === null) effects.push({ kind: "too-many-neighbors", destination: agent.destination, active: true });
  agent.tooManyUntil = Math.max(agent.tooManyUntil ?? until, until);
}

import { formatMac, type Instant } from "../../base/index.ts";
import { decodeLldpdu, type LldpduCounts, msapOf } from "../wire/index.ts";
import type { Agent } from "./agent.ts";
import { type Arrival, repeats } from "./arrival.ts";
import type { Neighbor } from "./neighbor-table.ts";
import { admitNeighbor, removeNeighbor, updateNeighbor } from "./neighborhood.ts";
import { limit } from "./receive-limit.ts";
import { takeToken } from "./token-bucket.ts";
import type { Turn } from "./turn.ts";

/** RX_FRAME (802.1AB-2016 9.2.10): validation by 9.2.7.7, counters, and what becomes of the sender. What a neighbor repeats is not decoded. */
export function receiveFrame(agent: Agent, arrival: Arrival, turn: Turn): void {
  const { octets, start } = arrival;
  agent.counters.framesReceived++;
  const msap = msapOf(octets, start);
  const known = msap === null ? null : agent.neighbors.find(msap);
  if (known && repeats(arrival, known.kept)) refresh(agent, known, turn.now);
  else if (takeToken(known ? turn.around.budgets.changes : turn.around.budgets.strangers, turn.now)) learn(agent, arrival, msap, known, turn);
  else limit(turn.around.limited, turn.now, turn.effects);
}

function learn(agent: Agent, arrival: Arrival, msap: string | null, known: Neighbor | null, turn: Turn): void {
  const { octets, start } = arrival;
  const { outcome, value, counts, faults } = decodeLldpdu(octets, start);
  count(agent, counts);
  if (msap === null || value === null) {
    turn.effects.push({ kind: "discarded", destination: agent.destination, sourceMac: formatMac(octets, 6), faults });
  } else if (outcome === "shutdown") {
    if (known) removeNeighbor(agent, known, "shutdown", turn);
  } else if (known) {
    updateNeighbor(agent, known, { msap, arrival, ttl: value.timeToLive.seconds, counts }, turn);
  } else {
    admitNeighbor(agent, { msap, arrival, ttl: value.timeToLive.seconds, counts }, turn);
  }
}

function refresh(agent: Agent, neighbor: Neighbor, now: Instant): void {
  const { counters } = agent;
  counters.tlvsUnrecognized += neighbor.counts.tlvsUnrecognized;
  counters.tlvsDiscarded += neighbor.counts.tlvsDiscarded;
  counters.framesInErrors += neighbor.counts.inErrors;
  neighbor.confirmed = true;
  agent.neighbors.restartLife(neighbor, neighbor.ttl, now);
}

function count({ counters }: Agent, counts: LldpduCounts): void {
  counters.framesDiscarded += counts.discarded;
  counters.framesInErrors += counts.inErrors;
  counters.tlvsDiscarded += counts.tlvsDiscarded;
  counters.tlvsUnrecognized += counts.tlvsUnrecognized;
}

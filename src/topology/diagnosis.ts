import { agentModes, counters, coverage, firmware, socketDrops } from "./checks-agents.ts";
import { adminState, bridgeFilters, cabling, carrier, interfaces, namespaces, spanningTree } from "./checks-kernel.ts";
import type { Case, Check, Clue } from "./clues.ts";
import type { PlanLookup } from "./scene.ts";
import type { Finding } from "./verdict.ts";
import type { Reason } from "./words.ts";

/** In the order of their certainty: the first that accounts for the verdict is the reason. */
const checks: readonly Check[] = [
  namespaces,
  interfaces,
  cabling,
  adminState,
  carrier,
  bridgeFilters,
  spanningTree,
  agentModes,
  coverage,
  firmware,
  socketDrops,
  counters,
];

export interface Cause {
  readonly reason: Reason | null;
  readonly fix: string | null;
}

/** Why a link has its verdict, and what mends it. */
export function causeOf(subject: Case, finding: Finding): Cause {
  switch (finding.verdict) {
    case "ok":
      return { reason: null, fix: null };
    case "wrong-peer":
    case "wrong-port":
    case "swapped":
      return { reason: "not-wired-as-planned", fix: moveWords(subject, finding) };
    case "unexpected":
      return { reason: "not-planned", fix: removeWords(subject) };
    default:
      return firstReason(subject);
  }
}

/** Every fact in the order in which it was looked at. */
export function* inquiry(subject: Case): Iterable<Clue> {
  for (const check of checks) yield* check(subject);
}

function firstReason(subject: Case): Cause {
  for (const { reason, fix } of inquiry(subject)) if (reason) return { reason, fix: fix ?? null };
  return subject.verdict === "unverified" ? { reason: "not-watched", fix: null } : { reason: "unknown", fix: null };
}

function moveWords({ a, b, scene }: Case, { verdict, strays }: Finding): string {
  const [first] = strays;
  if (!first) return `connect ${a} with ${b}`;
  if (verdict === "swapped") return swapWords(strays, scene.plan);
  const wanted = [...(scene.plan?.partners(first.end) ?? [])].sort().join(" or ");
  return `${first.end} is connected to ${first.peer}: plug that cable's far end into ${wanted} instead`;
}

/** Of the ends that may be exchanged the first two in order, so that both links of a swapped pair ask for the same. */
function swapWords(strays: Finding["strays"], plan: PlanLookup | null): string {
  const exchanges = strays.flatMap(({ end, peer }) => [...(plan?.partners(end) ?? [])].map((wanted) => [wanted, peer].sort().join(" and ")));
  return `two cables are swapped: exchange the ends plugged into ${exchanges.sort()[0]}`;
}

function removeWords({ a, b }: Case): string {
  return a === b ? `${a} hears itself: look for a loop behind it` : `no plan asks for this link: unplug ${a} from ${b}, or add it to the plan`;
}

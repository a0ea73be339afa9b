import type { EventKind, PortState, Verdict, Warning } from "../../topology/index.ts";
import type { Look } from "./paint.ts";

const looks: Readonly<Record<Verdict, Look>> = {
  ok: "green",
  down: "red",
  missing: "boldRed",
  "one-way": "boldYellow",
  "wrong-peer": "boldRed",
  "wrong-port": "boldRed",
  swapped: "boldRed",
  unexpected: "yellow",
  unverified: "faint",
};

/** How a verdict looks; unknown words (a newer server) look plain. */
export function verdictLook(verdict: Verdict | null): Look {
  return verdict === null ? "faint" : (looks[verdict] ?? "plain");
}

export function stateLook(state: PortState): Look {
  return state === "up" ? "green" : state === "absent" ? "faint" : "red";
}

export function warningsLook(warnings: readonly Warning[]): Look {
  return warnings.length > 0 ? "yellow" : "faint";
}

/** Green for what came, red for what went, cyan for what changed. */
export function eventLook(kind: EventKind): Look {
  if (kind.endsWith("-added")) return "green";
  return kind.endsWith("-removed") ? "red" : "cyan";
}

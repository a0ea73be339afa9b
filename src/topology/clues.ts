import type { Evidence } from "./documents.ts";
import type { PortDrift } from "./facts.ts";
import type { Layers } from "./layers.ts";
import type { Scene } from "./scene.ts";
import type { Reason, Verdict } from "./words.ts";

/** A link that is not as it should be, and what is known around it. */
export interface Case {
  readonly scene: Scene;
  readonly a: string;
  readonly b: string;
  readonly layers: Layers;
  readonly verdict: Verdict;
  /** Counters, which only `explain` can lend; null when they are not at hand. */
  readonly drift: ((port: string) => PortDrift | null) | null;
}

/** A fact that was looked at; with a reason when it accounts for the verdict. */
export interface Clue {
  readonly evidence: Evidence;
  readonly reason?: Reason;
  /** A command, or words where no single command is safe. */
  readonly fix?: string;
}

export type Check = (subject: Case) => Iterable<Clue>;

/** Directions in which nothing is heard although somebody of ours could: speaker, then listener. */
export function* silentWays({ a, b, layers }: Case): Iterable<readonly [string, string]> {
  if (layers.observed.aToB !== true) yield [a, b];
  if (layers.observed.bToA !== true) yield [b, a];
}

/** Evidence in one line. */
export function evidence(fact: string, source: string, value: string): Evidence {
  return { fact, source, value };
}

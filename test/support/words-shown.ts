import { expect } from "vitest";
import { type LinkDocument, type Reason, reasons, type Verdict, verdicts, type Warning, warnings } from "../../src/topology/index.ts";

type Word = Verdict | Warning | Reason;

/** Every word that a link can be described by. `unknown` is what is said when nothing explains a link, which no test can bring about. */
export const words: readonly Word[] = [...verdicts, ...warnings, ...reasons.filter((reason) => reason !== "unknown")];

/** Which words the kernel tests show; the unit tests show all of them with recorded facts. */
export const shownByKernel = {
  article: [
    "ok",
    "down",
    "one-way",
    "missing",
    "swapped",
    "wrong-port",
    "multiple",
    "admin-down",
    "receive-only",
    "bridge-filters",
    "stp-blocking",
    "not-wired-as-planned",
  ],
  words: [
    "ok",
    "down",
    "missing",
    "one-way",
    "unexpected",
    "unverified",
    "wrong-peer",
    "multiple",
    "self-loop",
    "flapping",
    "mtu-mismatch",
    "namespace-gone",
    "interface-gone",
    "admin-down",
    "agent-disabled",
    "receive-only",
    "transmit-only",
    "lost-on-the-way",
    "not-wired-as-planned",
    "not-planned",
    "not-watched",
  ],
} as const satisfies Record<string, readonly Word[]>;

/** Collects words from links and holds the collection to what is said of it. */
export class WordsShown {
  readonly #seen = new Set<Word>();

  add({ verdict, reason, warnings: warned }: Pick<LinkDocument, "verdict" | "reason" | "warnings">): void {
    for (const word of [verdict, reason, ...warned]) if (word !== null && word !== "unknown") this.#seen.add(word);
  }

  /** Fails unless all of these were shown. */
  include(expected: readonly Word[]): void {
    expect(words.filter((word) => expected.includes(word) && !this.#seen.has(word))).toEqual([]);
  }

  /** Fails unless exactly these were shown. */
  are(expected: readonly Word[]): void {
    expect(words.filter((word) => this.#seen.has(word))).toEqual(words.filter((word) => expected.includes(word)));
  }
}

/** Two lines for people. */
export function listOfWords(): string {
  const kernel: readonly Word[] = Object.values(shownByKernel).flat();
  const recorded = words.filter((word) => !kernel.includes(word));
  return `with the kernel: ${words.filter((word) => kernel.includes(word)).join(", ")}\nwith recorded facts only: ${recorded.join(", ")}`;
}

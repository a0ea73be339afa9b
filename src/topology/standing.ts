import type { LinkDocument } from "./documents.ts";
import { type Reason, type Verdict, type Warning, warnings } from "./words.ts";

/** How a port stands, by its links. */
export interface Standing {
  readonly verdict: Verdict | null;
  readonly reason: Reason | null;
  readonly warnings: readonly Warning[];
}

/** A port stands as its worst link does (the first of equally bad ones), with the warnings of all; null without a link. `links` in the order of their ids. */
export function standingOf(links: readonly LinkDocument[]): Standing {
  const [only] = links;
  if (only && links.length === 1)
    return only.verdict === "ok" && only.warnings.length === 0 ? well : { verdict: only.verdict, reason: only.reason, warnings: only.warnings };
  const worst = links.reduce<LinkDocument | null>((least, link) => (least && badness(least.verdict) >= badness(link.verdict) ? least : link), null);
  const found = new Set<Warning>(links.flatMap((link) => link.warnings));
  return { verdict: worst?.verdict ?? null, reason: worst?.reason ?? null, warnings: warnings.filter((warning) => found.has(warning)) };
}

/** How nearly all ports stand: one object for all of them. */
const well: Standing = { verdict: "ok", reason: null, warnings: [] };

const severity: readonly Verdict[] = ["ok", "unverified", "unexpected", "one-way", "down", "missing", "wrong-port", "wrong-peer", "swapped"];

function badness(verdict: Verdict): number {
  return severity.indexOf(verdict);
}

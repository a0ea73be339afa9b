import { printable } from "../../base/index.ts";
import type { LinkDocument } from "../../topology/index.ts";
import { age } from "./age.ts";
import type { Column } from "./table.ts";
import { verdictLook, warningsLook } from "./verdict-look.ts";

const known = (value: boolean | null): string => (value === null ? "?" : value ? "yes" : "no");

/** Which way a link is heard: `<->`, `->` (b hears a), `<-`, `-` for neither; `?` where it cannot be known. */
export function heardText({ aToB, bToA }: LinkDocument["observed"]): string {
  if (aToB === null && bToA === null) return "?";
  if (aToB && bToA) return "<->";
  if (aToB) return bToA === null ? "->?" : "->";
  if (bToA) return aToB === null ? "?<-" : "<-";
  return "-";
}

/** The columns of `links`; `wall` is the time of day for ages. */
export function linkColumns(wall: number): readonly Column<LinkDocument>[] {
  return [
    { key: "a", title: "A", rank: 0, least: 12, text: (row) => printable(row.a), look: () => "bold" },
    { key: "b", title: "B", rank: 0, least: 12, text: (row) => printable(row.b), look: () => "bold" },
    { key: "verdict", title: "VERDICT", rank: 0, least: 10, text: (row) => row.verdict, look: (row) => verdictLook(row.verdict) },
    { key: "reason", title: "REASON", rank: 1, least: 14, text: (row) => row.reason ?? "-" },
    { key: "wired", title: "WIRED", rank: 3, least: 5, text: (row) => known(row.wired) },
    { key: "planned", title: "PLANNED", rank: 4, least: 7, text: (row) => known(row.planned) },
    { key: "heard", title: "HEARD", rank: 2, least: 5, text: (row) => heardText(row.observed) },
    {
      key: "warnings",
      title: "WARNINGS",
      rank: 5,
      least: 12,
      text: (row) => row.warnings.join(",") || "-",
      look: (row) => warningsLook(row.warnings),
    },
    { key: "since", title: "SINCE", rank: 6, least: 5, align: "right", text: (row) => age(row.since, wall), extra: true },
    { key: "fix", title: "FIX", rank: 6, least: 20, text: (row) => (row.fix === null ? "-" : printable(row.fix, 400)), extra: true },
  ];
}

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { machine } from "./machine.ts";
import { table } from "./report.ts";
import type { Row } from "./scenario.ts";

/** One scenario as it was measured, with what its figures depend on. */
export interface Recorded {
  readonly machine: Readonly<Record<string, string>>;
  /** Load average of the last minute when the scenario ended: its own work, and what else the machine did. */
  readonly load: number;
  readonly short: boolean;
  readonly summary: string;
  readonly rows: readonly Row[];
}

export type Results = Readonly<Record<string, Recorded>>;

const json = "docs/performance.json";

/** Keeps the results of a scenario for the document, in the place of earlier ones. */
export function record(name: string, { summary, rows }: Pick<Recorded, "summary" | "rows">, short: boolean): void {
  const held = existsSync(json) ? (JSON.parse(readFileSync(json, "utf8")) as Results) : {};
  const results = { ...held, [name]: { machine: machine(), load: Number((loadavg()[0] as number).toFixed(1)), short, summary, rows } };
  writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync("docs/performance.md", performanceDocument(results));
}

/** docs/performance.md: every figure comes from a run. */
export function performanceDocument(results: Results): string {
  const recorded = Object.entries(results);
  const missed = recorded.flatMap(([name, { rows }]) =>
    rows.filter(({ target }) => target?.met === false).map((row) => `- ${name}: ${row.name} (${row.target?.text})`),
  );
  const lost = recorded.flatMap(([name, { rows }]) => rows.filter(loses).map((row) => `- ${name}: ${row.name}`));
  return [
    "# Performance",
    "",
    "Every figure is written by `npm run bench -- --document SCENARIO`, which runs ours and the peers' in turn on the same work in the same run. Cells are",
    "median (minimum..maximum). Anybody can run it: `npm run bench`. Ratios travel between machines, times do not.",
    "[Where the time goes](performance-notes.md): how cost grows, where the limit is, what is not fast.",
    "",
    ...section("Targets that these runs missed", missed),
    ...section("What a peer wins", lost),
    ...recorded.flatMap(([name, { machine: where, load, short, summary, rows }]) => [
      table(name, rows),
      `${summary}.`,
      "",
      `${short ? "Short form. " : ""}${where["date"]}, commit ${where["commit"]}, ${where["cpu"]}, kernel ${where["kernel"]}, node ${where["node"]}, lldpd ${where["lldpd"]}, load ${load}.`,
      "",
    ]),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, "", ...(lines.length === 0 ? ["None."] : lines), ""];
}

function loses({ ours, peers, better }: Row): boolean {
  return Object.values(peers).some(
    (theirs) => ours !== null && theirs !== null && (better === "less" ? theirs.median < ours.median : theirs.median > ours.median),
  );
}

import type { Row, Summary } from "./scenario.ts";

const figure = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
const cell = (summary: Summary | null | undefined): string =>
  summary ? `${figure(summary.median)} (${figure(summary.min)}..${figure(summary.max)})` : "-";

/** How many times better ours is (above 1) or worse (below 1) than the peer's, by the medians. */
export function ratio(row: Row, peer: string): number | null {
  const theirs = row.peers[peer];
  if (!row.ours || !theirs || row.ours.median === 0 || theirs.median === 0) return null;
  return row.better === "less" ? theirs.median / row.ours.median : row.ours.median / theirs.median;
}

/** The rows as a Markdown table: median (min..max), each peer with its ratio, the target and whether it was met. */
export function table(title: string, rows: readonly Row[]): string {
  const peers = [...new Set(rows.flatMap((row) => Object.keys(row.peers)))];
  const head = ["", "unit", "lldp-watch", ...peers.flatMap((peer) => [peer, `vs ${peer}`]), "target", "note"];
  const lines = rows.map((row) => [
    row.name,
    row.unit,
    cell(row.ours),
    ...peers.flatMap((peer) => {
      const times = ratio(row, peer);
      return [cell(row.peers[peer]), times === null ? "-" : `${times >= 1 ? "" : "**loses** "}${figure(times)}x`];
    }),
    row.target ? `${row.target.text}: ${row.target.met ? "met" : "**missed**"}` : "",
    row.note ?? "",
  ]);
  const used = head.map((_, column) => column < 3 || lines.some((line) => line[column] !== ""));
  const markdown = (cells: readonly string[]) => `| ${cells.filter((_, column) => used[column]).join(" | ")} |`;
  return [`### ${title}`, "", markdown(head), markdown(head.map(() => "---")), ...lines.map(markdown), ""].join("\n");
}

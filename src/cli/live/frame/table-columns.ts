import { formatSpan } from "../../render/age.ts";
import { layout } from "../../render/layout.ts";
import type { Look } from "../../render/paint.ts";
import { textWidth } from "../../render/text-width.ts";
import { stateLook, verdictLook } from "../../render/verdict-look.ts";
import type { RecentChanges } from "../changes.ts";
import type { PortRow } from "../port-row.ts";
import type { SortKey } from "../row-order.ts";
import type { Moment } from "./size.ts";

/** What the cells of a row may depend on besides the row. */
export interface CellContext {
  readonly moment: Moment;
  readonly changes: RecentChanges;
}

export interface LiveColumn {
  readonly title: string;
  readonly sort: SortKey | null;
  readonly rank: number;
  readonly least: number;
  /** Cells that it gets at most. */
  readonly most: number;
  /** Always has that many cells: it is not measured. */
  readonly fixed?: true;
  readonly align: "left" | "right";
  readonly text: (row: PortRow, context: CellContext) => string;
  readonly look: (row: PortRow) => Look;
}

const bars = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
const rateBuckets = 6;

export const liveColumns: readonly LiveColumn[] = [
  { title: "PORT", sort: "port", rank: 0, least: 12, most: 40, align: "left", text: (row) => row.label, look: () => "bold" },
  {
    title: "STATE",
    sort: "state",
    rank: 4,
    least: 10,
    most: 10,
    fixed: true,
    align: "left",
    text: (row) => row.state,
    look: (row) => stateLook(row.state),
  },
  { title: "NEIGHBOR", sort: "neighbor", rank: 1, least: 12, most: 40, align: "left", text: neighborText, look: () => "cyan" },
  { title: "ITS PORT", sort: null, rank: 2, least: 8, most: 24, align: "left", text: (row) => row.itsPort || "-", look: () => "plain" },
  {
    title: "VERDICT",
    sort: "verdict",
    rank: 0,
    least: 10,
    most: 10,
    align: "left",
    text: (row) => row.verdict ?? "-",
    look: (row) => verdictLook(row.verdict),
  },
  { title: "REASON", sort: null, rank: 3, least: 14, most: 20, align: "left", text: (row) => row.reason ?? "", look: () => "plain" },
  { title: "WARNINGS", sort: null, rank: 7, least: 12, most: 30, align: "left", text: (row) => row.warnings.join(","), look: () => "yellow" },
  {
    title: "CHANGE",
    sort: "rate",
    rank: 6,
    least: rateBuckets,
    most: rateBuckets,
    fixed: true,
    align: "left",
    text: rateText,
    look: () => "magenta",
  },
  {
    title: "AGE",
    sort: "age",
    rank: 5,
    least: 6,
    most: 6,
    fixed: true,
    align: "right",
    text: (row, { moment }) => formatSpan((moment.wall - row.changed) / 1000),
    look: () => "faint",
  },
];

function neighborText(row: PortRow): string {
  return row.neighbor === "" ? "-" : row.more > 0 ? `${row.neighbor} +${row.more}` : row.neighbor;
}

function rateText(row: PortRow, { changes, moment }: CellContext): string {
  if (changes.total(row.id) === 0) return "";
  return changes
    .rate(row.id, moment.now, rateBuckets)
    .map((times) => bars[Math.min(times, bars.length - 1)] as string)
    .join("");
}

/** Widths for the rows: measured over all of them, so that nothing jumps while scrolling; columns that say nothing take no room. */
export function columnWidths(rows: readonly PortRow[], width: number, measure: (row: PortRow) => readonly number[]): readonly number[] {
  const longest = liveColumns.map(() => 0);
  for (const row of rows) {
    const cells = measure(row);
    for (let index = 0; index < cells.length; index++) longest[index] = Math.max(longest[index] as number, cells[index] as number);
  }
  const natural = liveColumns.map((column, index) => {
    if (column.fixed) return column.most;
    const widest = longest[index] as number;
    return widest === 0 && column.rank > 2 ? 0 : Math.min(column.most, Math.max(widest, column.title.length));
  });
  const shown = liveColumns.map((column, index) => ({ column, index })).filter(({ index }) => (natural[index] as number) > 0);
  const widths = layout(
    shown.map(({ column }) => column),
    shown.map(({ index }) => natural[index] as number),
    width,
    columnGap,
  );
  const result = liveColumns.map(() => 0);
  for (const [position, { index }] of shown.entries()) result[index] = widths[position] as number;
  return result;
}

export const columnGap = 1;

/** Cells that each column of a row wants; 0 for those that are not measured. */
export function measureRow(row: PortRow, context: CellContext): readonly number[] {
  return liveColumns.map((column) => (column.fixed ? 0 : textWidth(column.text(row, context))));
}

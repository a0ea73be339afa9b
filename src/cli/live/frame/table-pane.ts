import type { Look, Paint } from "../../render/paint.ts";
import { fill } from "../../render/text-width.ts";
import { verdictLook } from "../../render/verdict-look.ts";
import { type MarkKind, markSpan } from "../changes.ts";
import type { LiveModel } from "../model.ts";
import type { PortRow } from "../port-row.ts";
import { lineId, type TableLine } from "../row-order.ts";
import { bar, line, type Part, rule } from "./line.ts";
import type { Moment } from "./size.ts";
import { type CellContext, columnGap, columnWidths, liveColumns, measureRow } from "./table-columns.ts";

/** The table, `rows` lines high with its head. */
export class TablePane {
  /** A row never changes, so it is measured once. */
  readonly #rowCells = new WeakMap<PortRow, readonly number[]>();
  #measured: { readonly lines: readonly TableLine[]; readonly width: number; readonly widths: readonly number[] } | null = null;

  /** Where the model's top line has to be so that the selected row is seen; also within the table. */
  lines(model: LiveModel, width: number, rows: number, moment: Moment, paint: Paint): string[] {
    const lines = model.lines();
    const shown = model.frozen ? { now: model.frozen.at, wall: model.frozen.wall } : moment;
    const context: CellContext = { moment: shown, changes: model.changes };
    const widths = this.#widths(lines, width - 2, context);
    const top = model.choices.top;
    const visible = lines.slice(top, top + rows - 1);
    const body = visible.map((each) =>
      each.kind === "row" ? rowLine(model, each.row, widths, width, context, paint) : groupLine(model, each, width, paint),
    );
    if (lines.length === 0) body.push(line([[emptyText(model), "faint"]], width, paint));
    const blank = " ".repeat(width);
    return [headLine(model, widths, width, paint), ...body, ...Array.from({ length: rows - 1 - body.length }, () => blank)].slice(0, rows);
  }

  #widths(lines: readonly TableLine[], width: number, context: CellContext): readonly number[] {
    if (this.#measured?.lines !== lines || this.#measured.width !== width) {
      const rows = lines.flatMap((each) => (each.kind === "row" ? [each.row] : []));
      this.#measured = { lines, width, widths: columnWidths(rows, width, (row) => this.#cells(row, context)) };
    }
    return this.#measured.widths;
  }

  #cells(row: PortRow, context: CellContext): readonly number[] {
    const known = this.#rowCells.get(row);
    if (known) return known;
    const cells = measureRow(row, context);
    this.#rowCells.set(row, cells);
    return cells;
  }
}

function emptyText(model: LiveModel): string {
  if (!model.copy) return "";
  return model.choices.filter === "" ? "  no ports yet" : "  nothing matches the filter; escape clears it";
}

function headLine(model: LiveModel, widths: readonly number[], width: number, paint: Paint): string {
  const cells = liveColumns.flatMap((column, index): Part[] => {
    const cell = widths[index] as number;
    if (cell === 0) return [];
    const look: Look = column.sort === model.choices.sort ? "boldUnderline" : "bold";
    return [
      [fill(column.title, cell, column.align), look],
      [" ".repeat(columnGap), "plain"],
    ];
  });
  return line([["  ", "plain"], ...cells], width, paint);
}

function rowLine(model: LiveModel, row: PortRow, widths: readonly number[], width: number, context: CellContext, paint: Paint): string {
  const mark = model.frozen ? undefined : context.changes.marks.get(row.id);
  const elapsed = mark ? context.moment.now - mark.at : 0;
  const cells = liveColumns.flatMap((column, index): Part[] => {
    const cell = widths[index] as number;
    if (cell === 0) return [];
    const look = mark?.kind === "gone" ? "faint" : column.look(row);
    return [
      [fill(column.text(row, context), cell, column.align), look],
      [" ".repeat(columnGap), "plain"],
    ];
  });
  const sign: Part = mark ? [`${signs[mark.kind]} `, markLook(mark.kind, elapsed)] : ["  ", "plain"];
  if (row.id === model.choices.selected) return bar([sign, ...cells.slice(0, -1)], width, "reverse", paint);
  return line([sign, ...cells], width, paint);
}

const signs: Readonly<Record<MarkKind, string>> = { new: "+", changed: "~", gone: "-" };

/** A mark is loud at first and then fades. */
function markLook(kind: MarkKind, elapsed: number): Look {
  if (elapsed > (2 * markSpan) / 3) return "faint";
  const fresh = elapsed < markSpan / 3;
  if (kind === "new") return fresh ? "boldGreen" : "green";
  if (kind === "gone") return fresh ? "boldRed" : "red";
  return fresh ? "boldYellow" : "yellow";
}

function groupLine(model: LiveModel, group: Extract<TableLine, { kind: "group" }>, width: number, paint: Paint): string {
  const counts = new Map<string, PortRow[]>();
  for (const row of group.rows) if (row.verdict !== null) counts.set(row.verdict, [...(counts.get(row.verdict) ?? []), row]);
  const verdicts = [...counts].map(([verdict, rows]): Part => [`  ${rows.length} ${verdict}`, verdictLook(rows[0]?.verdict ?? null)]);
  const ports = `  ${group.rows.length} ${group.rows.length === 1 ? "port" : "ports"}`;
  const words: readonly Part[] = [[group.collapsed ? "\u25b8 " : "", "bold"], [group.name, "boldCyan"], [ports, "faint"], ...verdicts];
  const selected = group.collapsed && lineId(group) === model.choices.selected;
  return selected ? bar([["\u2500\u2500 ", "plain"], ...words], width, "reverse", paint) : rule(words, width, paint);
}

import { layout } from "./layout.ts";
import { type Look, noPaint, type Paint } from "./paint.ts";
import { fill, textWidth } from "./text-width.ts";

/** One column of a table. */
export interface Column<T> {
  /** What --columns and CSV call it. */
  readonly key: string;
  readonly title: string;
  /** Safe for a terminal: whatever came from the wire went through `printable`. */
  readonly text: (row: T) => string;
  readonly look?: (row: T) => Look;
  readonly align?: "left" | "right";
  /** When the table is too wide, columns with the greatest rank give way first; rank 0 stays. */
  readonly rank: number;
  /** Cells that it may be cut down to before columns are dropped. */
  readonly least: number;
  /** Only shown when --columns asks for it. */
  readonly extra?: boolean;
}

export interface TableForm {
  /** Cells in a line; Infinity cuts nothing. */
  readonly width: number;
  readonly headers: boolean;
  readonly paint?: Paint;
}

const gap = 2;

/** An aligned table, one string per line, no blanks at the ends of lines. */
export function tableLines<T>(columns: readonly Column<T>[], rows: readonly T[], form: TableForm): string[] {
  const cells = rows.map((row) => columns.map((column) => column.text(row)));
  const natural = columns.map((column, index) =>
    cells.reduce((most, line) => Math.max(most, textWidth(line[index] as string)), form.headers ? column.title.length : 1),
  );
  const widths = layout(columns, natural, form.width, gap);
  const shown = columns.flatMap((column, index) => (widths[index] ? [{ column, index, width: widths[index] as number }] : []));
  const paint = form.paint ?? noPaint;
  const line = (cell: (part: (typeof shown)[number]) => string, look: (part: (typeof shown)[number]) => Look) =>
    shown
      .map((part, position) => {
        const text = fill(cell(part), part.width, part.column.align);
        const last = position === shown.length - 1 ? text.trimEnd() : text;
        return paint(last, look(part));
      })
      .join(" ".repeat(gap))
      .trimEnd();
  const head = form.headers
    ? [
        line(
          (part) => part.column.title,
          () => "bold",
        ),
      ]
    : [];
  return [
    ...head,
    ...rows.map((row, at) =>
      line(
        (part) => cells[at]?.[part.index] as string,
        (part) => part.column.look?.(row) ?? "plain",
      ),
    ),
  ];
}

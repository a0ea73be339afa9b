import type { Column } from "./table.ts";

/** A table as CSV (RFC 4180, but lines end with a single newline). A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvLines<T>(columns: readonly Column<T>[], rows: readonly T[], headers: boolean): string[] {
  const head = headers ? [columns.map((column) => column.key).join(",")] : [];
  return [...head, ...rows.map((row) => columns.map((column) => cell(column.text(row))).join(","))];
}

function cell(text: string): string {
  const harmless = /^[=+@\t\r-]/.test(text) && !/^-?[\d.]+$/.test(text) && text !== "-" ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

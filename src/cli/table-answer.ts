import { didYouMean, jsonText } from "../base/index.ts";
import type { CommandIo, Invocation } from "./command.ts";
import { usageError } from "./exit-code.ts";
import { chosenForm } from "./form.ts";
import { sendJson, sendLines } from "./output.ts";
import { csvLines } from "./render/csv.ts";
import { paintFor } from "./render/paint.ts";
import type { Column } from "./render/table.ts";

/** A list and the ways to write it. */
export interface TableAnswer<T> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** The whole JSON document. */
  readonly document: unknown;
  /** Forms that only this list has, by the name of the format. */
  readonly others?: Readonly<Record<string, () => string>>;
}

/** Throws a usage error for flags that contradict each other or name no column: to be called before anything is asked. */
export function checkTableFlags<T>(invocation: Invocation, columns: readonly Column<T>[]): void {
  chosenForm(invocation, "table");
  pickColumns(columns, invocation.text("columns"));
}

/** Writes a list in the form that the flags ask for. */
export async function sendTable<T>(invocation: Invocation, io: CommandIo, answer: TableAnswer<T>): Promise<void> {
  const form = chosenForm(invocation, "table");
  const other = answer.others?.[form];
  if (other) return sendLines(io, [other()]);
  if (form === "json") return sendJson(io, answer.document);
  if (form === "ndjson") return sendLines(io, jsonLines(answer.rows));
  const columns = pickColumns(answer.columns, invocation.text("columns"));
  const headers = !invocation.flag("no-headers");
  if (form === "csv") return sendLines(io, csvLines(columns, answer.rows, headers));
  // Measuring wide characters takes longer to load than most answers take to make.
  const { tableLines } = await import("./render/table.ts");
  return sendLines(io, tableLines(columns, answer.rows, { width: io.columns, headers, paint: paintFor(io.color) }));
}

/** The columns that `list` names, in its order; the usual ones without a list; every one for `all`. Throws a usage error. */
function pickColumns<T>(columns: readonly Column<T>[], list: string | undefined): readonly Column<T>[] {
  if (list === undefined) return columns.filter((column) => !column.extra);
  if (list === "all") return columns;
  return list.split(",").map((word) => {
    const key = word.trim();
    const found = columns.find((column) => column.key === key);
    const keys = columns.map((column) => column.key);
    if (!found) throw usageError(`no column "${key}"`, didYouMean(key, keys) ?? `the columns are ${keys.join(", ")}`);
    return found;
  });
}

function* jsonLines(values: readonly unknown[]): Iterable<string> {
  for (const value of values) yield jsonText(value);
}

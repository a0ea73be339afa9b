import type { Invocation } from "./command.ts";
import { usageError } from "./exit-code.ts";

/** The form of the answer: --format, or --json and --ndjson for short; `standard` when none is given. Throws when they contradict each other. */
export function chosenForm(invocation: Invocation, standard: string, shorthands: readonly ("json" | "ndjson")[] = ["json", "ndjson"]): string {
  const asked = new Set(shorthands.filter((name) => invocation.flag(name)) as string[]);
  const format = invocation.text("format");
  if (format !== undefined) asked.add(format);
  if (asked.size > 1) throw usageError(`only one form at a time, not ${[...asked].join(" and ")}`);
  const [form = standard] = asked;
  return form;
}

import { printable } from "../../base/index.ts";

/** Fields that change with everything else and tell nothing by themselves. */
const dull = new Set(["lastChange", "since"]);

/** `field before -> after` for every field that differs between two JSON objects, nested ones by their path. */
export function changedFields(before: unknown, after: unknown, path = ""): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [`${path || "value"} ${shortText(before)} -> ${shortText(after)}`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !dull.has(name));
  return names.flatMap((name) => changedFields(before[name], after[name], path === "" ? printable(name, 60) : `${path}.${printable(name, 60)}`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shortText(value: unknown): string {
  if (value === null || value === undefined) return "-";
  return printable(typeof value === "string" ? value : JSON.stringify(value), 60);
}

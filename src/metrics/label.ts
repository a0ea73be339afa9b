import { printable } from "../base/index.ts";

/** Longest label value, in code points. What strangers send must not decide how large a scrape is. */
export const longestLabel = 128;

/** A value between the quotes of a label: harmless, capped, escaped (Prometheus exposition format, label values). */
export function labelValue(text: string): string {
  const safe = printable(text, longestLabel);
  return /[\\"\n]/.test(safe) ? safe.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n") : safe;
}

/** `{name="value",...}`; values are made harmless here. Empty for no labels. */
export function labelSet(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${labelValue(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

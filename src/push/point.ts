import { printable } from "../base/index.ts";

/** One point of a time series database. Integers are written as integers, so a field never changes its type. */
export interface Point {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  /** Milliseconds since 1970. */
  readonly time: number;
}

const longest = 256;

/**
 * A string that no writer of line protocol can be made to misread: no line ends, no control characters, no backslash (before a comma or
 * a quote, or at the end, both clients write one that escapes what follows), capped at 256 code points.
 */
export function harmless(text: string): string {
  return printable(text, longest).replaceAll("\\", "\ufffd");
}

/** The point with harmless strings. Empty tags are left out: the servers refuse them. */
export function sanitize(point: Point): Point {
  const tags = Object.entries(point.tags)
    .map(([name, value]) => [name, harmless(value)] as const)
    .filter(([, value]) => value !== "");
  const fields = Object.entries(point.fields).map(([name, value]) => [name, typeof value === "string" ? harmless(value) : value] as const);
  return { ...point, tags: Object.fromEntries(tags), fields: Object.fromEntries(fields) };
}

import { printable } from "../../base/index.ts";

/** A JSON value as `path  value` pairs, lists of plain values in one line; every text is safe for a terminal. */
export function documentPairs(value: unknown, path = ""): (readonly [path: string, text: string])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (value.every((item) => typeof item !== "object" || item === null)) return [[path, value.map(plainText).join(", ")]];
    return value.flatMap((item, index) => documentPairs(item, `${path}[${index}]`));
  }
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([name, inner]) =>
      documentPairs(inner, path === "" ? printable(name, 60) : `${path}.${printable(name, 60)}`),
    );
  }
  return [[path, plainText(value)]];
}

function plainText(value: unknown): string {
  return printable(String(value), 600);
}

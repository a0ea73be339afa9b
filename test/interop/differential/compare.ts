import { execFileSync } from "node:child_process";
import type { LldpduDocument } from "../../../src/lldp/index.ts";
import { type ComparedField, comparedFields, tables } from "./fields.ts";

/** Where tshark and we read a capture differently. */
export interface Difference {
  readonly frame: number;
  readonly field: string;
  readonly tshark: string;
  readonly ours: string;
}

export interface Comparison {
  readonly lldpdus: number;
  /** Values that both sides gave, over all fields and LLDPDUs. */
  readonly values: number;
  /** For each field of tshark: in how many LLDPDUs it had a value. */
  readonly seen: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
}

const separator = "\u001f";
const fields = [...comparedFields, ...tables];

/** What tshark reads: for each frame number, for each field, its values. */
function tsharkRows(path: string): ReadonlyMap<number, readonly (readonly string[])[]> {
  const names = ["frame.number", ...fields.map(({ tshark }) => tshark)].flatMap((name) => ["-e", name]);
  const form = ["-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", `aggregator=${separator}`];
  const out = execFileSync("tshark", ["-n", "-r", path, ...form, ...names], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const rows = out.split("\n").filter((line) => line !== "");
  return new Map(rows.map((row) => splitRow(row)));
}

function splitRow(row: string): [number, readonly (readonly string[])[]] {
  const [frame, ...cells] = row.split("\t");
  return [Number(frame), cells.map((cell) => (cell === "" ? [] : cell.split(separator)))];
}

interface DecodedLine {
  readonly frame: number;
  readonly lldpdu: LldpduDocument | null;
}

/** Reads a capture with tshark and compares it with the lines of `decode --ndjson`, field by field. */
export function compareWithTshark(path: string, ndjson: string): Comparison {
  const rows = tsharkRows(path);
  const lines = ndjson
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as DecodedLine);
  const seen = new Map<string, number>();
  const differences: Difference[] = [];
  let values = 0;
  for (const { frame, lldpdu } of lines) {
    const cells = rows.get(frame) ?? [];
    if (!lldpdu) continue;
    const both = lldpdu.dot1?.etsConfiguration && lldpdu.dot1.etsRecommendation;
    for (const [index, field] of fields.entries()) {
      if (both && tables.includes(field)) continue;
      const theirs = plain(cells[index] ?? [], field);
      const ours = field.ours(lldpdu).map((value) => String(typeof value === "boolean" ? Number(value) : value));
      values += ours.length;
      if (theirs.length > 0) seen.set(field.tshark, (seen.get(field.tshark) ?? 0) + 1);
      if (ours.join(separator) !== theirs.join(separator)) {
        differences.push({ frame, field: field.tshark, tshark: theirs.join(" | "), ours: ours.join(" | ") });
      }
    }
  }
  return { lldpdus: lines.length, values, seen, differences };
}

function plain(cells: readonly string[], { numeric }: ComparedField): readonly string[] {
  return numeric ? cells.map((cell) => String(Number(cell))) : cells.map(unescaped);
}

/** tshark escapes some characters of text. */
function unescaped(cell: string): string {
  return cell.replaceAll(/\\(["\\])/g, "$1");
}

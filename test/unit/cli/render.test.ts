import { describe, expect, test } from "vitest";
import { jsonText } from "../../../src/base/index.ts";
import { wantsColor } from "../../../src/cli/color.ts";
import { splitPort } from "../../../src/cli/port-id.ts";
import { age, formatSpan, until } from "../../../src/cli/render/age.ts";
import { changedFields } from "../../../src/cli/render/changed-fields.ts";
import { csvLines } from "../../../src/cli/render/csv.ts";
import { documentPairs } from "../../../src/cli/render/document-pairs.ts";
import { layout } from "../../../src/cli/render/layout.ts";
import { attributePaint, sgrPaint } from "../../../src/cli/render/paint.ts";
import { type Column, tableLines } from "../../../src/cli/render/table.ts";
import { clip, fill, textWidth } from "../../../src/cli/render/text-width.ts";

describe("cells", () => {
  test("wide, combining and joined characters are measured as a terminal shows them", () => {
    expect(["abc", "\u6771\u4eac", "e\u0301", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}", ""].map(textWidth)).toEqual([3, 4, 1, 2, 0]);
  });

  test("a wide character is never cut in half", () => {
    expect(clip("\u6771\u4eac", 3)).toBe("\u6771\u2026");
    expect(fill("\u6771\u4eac", 4)).toBe("\u6771\u4eac");
    expect(textWidth(fill("\u6771\u4eac\u6771", 4))).toBe(4);
    expect(fill("ab", 4, "right")).toBe("  ab");
    expect(clip("abc", 0)).toBe("");
  });
});

describe("layout", () => {
  const column = (rank: number, least: number) => ({ rank, least });

  test("what fits is not touched", () => {
    expect(layout([column(0, 3), column(1, 3)], [10, 5], 17, 2)).toEqual([10, 5]);
  });

  test("the widest gives first, down to its least; then the least important goes", () => {
    expect(layout([column(0, 3), column(1, 3)], [10, 5], 15, 2)).toEqual([8, 5]);
    expect(layout([column(0, 8), column(2, 5), column(1, 5)], [10, 5, 5], 18, 2)).toEqual([10, 0, 5]);
  });

  test("columns that must stay share what there is", () => {
    expect(layout([column(0, 12), column(0, 10)], [20, 10], 12, 2)).toEqual([5, 5]);
  });

  test("never more than the width, for any width", () => {
    const columns = [column(0, 12), column(1, 8), column(0, 10), column(3, 6)];
    for (let width = 6; width < 100; width++) {
      const widths = layout(columns, [30, 20, 10, 25], width, 1);
      const shown = widths.filter((cells) => cells > 0);
      expect(shown.reduce((sum, cells) => sum + cells, shown.length - 1)).toBeLessThanOrEqual(width);
      expect(widths[0]).toBeGreaterThan(0);
      expect(widths[2]).toBeGreaterThan(0);
    }
  });
});

describe("tables and CSV", () => {
  const columns: readonly Column<string>[] = [
    { key: "name", title: "NAME", rank: 0, least: 4, text: (row) => row, look: () => "red" },
    { key: "length", title: "LENGTH", rank: 1, least: 6, align: "right", text: (row) => String(row.length) },
  ];

  test("aligned, without blanks at the ends", () => {
    const form = { width: Infinity, headers: true };
    expect(tableLines(columns, ["a", "bcdef"], form)).toEqual(["NAME   LENGTH", "a           1", "bcdef       5"]);
    expect(tableLines(columns, [], { ...form, headers: false })).toEqual([]);
  });

  test("color never changes the widths", () => {
    const painted = tableLines(columns, ["a"], { width: 80, headers: false, paint: sgrPaint });
    expect(painted).toEqual(["\u001b[31ma\u001b[0m  1"]);
  });

  test("CSV quotes what needs it, and hands no formula to a spreadsheet", () => {
    const one = columns.slice(0, 1);
    expect(csvLines(one, ['a "b"', "x,y", "=1+1", "-", "-5", "@cmd"], true)).toEqual(["name", '"a ""b"""', '"x,y"', "'=1+1", "-", "-5", "'@cmd"]);
  });
});

test("spans and ages", () => {
  expect([-5, 0, 59, 60, 200, 3600, 18_720, 86_400, 100_800, 864_000].map(formatSpan)).toEqual([
    "0s",
    "0s",
    "59s",
    "1m",
    "3m20s",
    "1h",
    "5h12m",
    "1d",
    "1d4h",
    "10d",
  ]);
  expect(age("2026-11-25T08:00:00Z", Date.parse("2026-11-25T08:00:07Z"))).toBe("7s");
  expect(until("2026-11-25T08:00:07Z", Date.parse("2026-11-25T08:00:00Z"))).toBe("7s");
  expect(age("yesterday", 0)).toBe("-");
});

test("fields that differ, by path", () => {
  const before = { a: 1, b: { c: true, d: [1] }, since: "x", gone: "g" };
  expect(changedFields(before, { a: 1, b: { c: false, d: [1, 2] }, since: "y", new: null })).toEqual([
    "b.c true -> false",
    "b.d [1] -> [1,2]",
    "gone g -> -",
    "new - -> -",
  ]);
});

test("every plain value of a document, by path", () => {
  expect(documentPairs({ a: null, b: [], c: [1, "x"], d: [{ e: "\u001b" }], f: { g: false } })).toEqual([
    ["c", "1, x"],
    ["d[0].e", "\ufffd"],
    ["f.g", "false"],
  ]);
});

test("JSON carries nothing that a terminal obeys, and means the same", () => {
  const value = { a: "\u009b31m\u202e\u2028\u001b\u007f" };
  expect(jsonText(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/);
  expect(JSON.parse(jsonText(value))).toEqual(value);
});

test("ports are taken apart at the colon that belongs to us", () => {
  expect(splitPort("net0:eth0")).toEqual({ node: "net0", name: "eth0" });
  expect(splitPort("lab/a:b:eth0")).toEqual({ node: "lab/a:b", name: "eth0" });
  expect(splitPort("~0f1e:02:00:00:00:00:01")).toEqual({ node: "~0f1e", name: "02:00:00:00:00:01" });
});

test.each([
  [["--color", "always"], { NO_COLOR: "1" }, false, true],
  [["--color=never"], { FORCE_COLOR: "1" }, true, false],
  [[], {}, true, true],
  [[], {}, false, false],
  [[], { NO_COLOR: "1" }, true, false],
  [[], { NO_COLOR: "" }, true, true],
  [[], { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
  [[], { FORCE_COLOR: "0" }, true, false],
  [[], { TERM: "dumb" }, true, false],
])("color: %j %j on a terminal %s is %s", (argv, env, isTTY, wanted) => {
  expect(wantsColor(argv as string[], env as Record<string, string>, isTTY as boolean)).toBe(wanted);
});

test("without color the attributes stay", () => {
  expect([attributePaint("x", "red"), attributePaint("x", "boldRed"), attributePaint("x", "reverse"), attributePaint("x", "alarm")]).toEqual([
    "x",
    "\u001b[1mx\u001b[0m",
    "\u001b[7mx\u001b[0m",
    "\u001b[1;7mx\u001b[0m",
  ]);
});

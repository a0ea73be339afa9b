import { expect, test } from "vitest";
import { ScreenWriter } from "../../../../src/cli/live/screen-writer.ts";

test("only lines that differ are written, between the marks of one update", () => {
  const writer = new ScreenWriter();
  expect(writer.update(["one ", "two "])).toBe("\u001b[?2026h\u001b[1;1Hone \u001b[2;1Htwo \u001b[?2026l");
  expect(writer.update(["one ", "two "])).toBe("");
  expect(writer.update(["one ", "2   "])).toBe("\u001b[?2026h\u001b[2;1H2   \u001b[?2026l");
});

test("a screen that was overwritten is drawn whole", () => {
  const writer = new ScreenWriter();
  writer.update(["one "]);
  writer.forget();
  expect(writer.update(["one "])).toContain("one ");
});

test("a frame with fewer lines clears the rest", () => {
  const writer = new ScreenWriter();
  writer.update(["a", "b", "c"]);
  expect(writer.update(["a"])).toBe("\u001b[?2026h\u001b[2;1H\u001b[J\u001b[?2026l");
});

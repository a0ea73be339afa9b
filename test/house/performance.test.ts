import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { performanceDocument, type Results } from "../../bench/document.ts";
import { quantile, regression, summarize } from "../../bench/scenario.ts";

it("docs/performance.md says what the recorded runs say, and nothing else", () => {
  const results = JSON.parse(readFileSync("docs/performance.json", "utf8")) as Results;
  expect(Object.keys(results).length).toBeGreaterThan(3);
  expect(readFileSync("docs/performance.md", "utf8")).toBe(performanceDocument(results));
});

it("sums figures up", () => {
  expect(summarize([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3, rounds: 3 });
  expect(summarize([4, 1, 2, 3]).median).toBe(2.5);
  expect(() => summarize([])).toThrow(RangeError);
  expect(quantile([1, 2, 3, 4], 0.99)).toBe(4);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(
    regression([
      [1, 3],
      [2, 5],
      [3, 7],
    ]),
  ).toEqual({ slope: 2, intercept: 1 });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tally } from "../../scripts/project/tally.mjs";

const folder = mkdtempSync(join(tmpdir(), "lldp-watch-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (...files: [name: string, status: string, tests: string[]][]) => {
  const path = join(folder, "report.json");
  writeFileSync(
    path,
    JSON.stringify({
      testResults: files.map(([name, status, tests]) => ({ name, status, assertionResults: tests.map((each) => ({ status: each })) })),
    }),
  );
  return path;
};

test("tests are added up over files", () => {
  const path = report(["a", "passed", ["passed", "passed", "skipped"]], ["b", "failed", ["passed", "failed", "pending", "todo"]]);
  expect(tally(path, 1)).toEqual({ passed: 3, failed: 1, skipped: 3, broken: [] });
});

test("a file that did not load is a failure", () => {
  expect(tally(report(["a", "failed", []], ["b", "passed", ["passed"]]), 1)).toEqual({ passed: 1, failed: 1, skipped: 0, broken: ["a"] });
});

test("a run that ended badly without a failing test is a failure", () => {
  expect(tally(report(["a", "passed", ["passed"]]), 1)).toMatchObject({ passed: 1, failed: 1, broken: ["vitest ended with status 1"] });
});

test("a run without a report is a failure, whatever it ended with", () => {
  expect(tally(join(folder, "none.json"), 0)).toMatchObject({ passed: 0, failed: 1 });
});

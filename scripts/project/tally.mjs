// Adds up vitest's JSON reports. A file that did not load, an error outside a test and a run that wrote no report each count as a
// failure: a run that did not happen must not look like one that passed.
import { existsSync, readFileSync } from "node:fs";

/** `{ passed, failed, skipped, broken }` of one report; `broken` names files that failed without a failing test. */
export function tally(reportFile, exitStatus) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0, broken: ["vitest wrote no report"] };
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  const count = (statuses, file) => file.assertionResults.filter((test) => statuses.includes(test.status)).length;
  const sum = (statuses) => report.testResults.reduce((total, file) => total + count(statuses, file), 0);
  const broken = report.testResults.filter((file) => file.status === "failed" && count(["failed"], file) === 0).map((file) => file.name);
  const failed = sum(["failed"]) + broken.length;
  if (failed === 0 && exitStatus !== 0) broken.push(`vitest ended with status ${exitStatus}`);
  return { passed: sum(["passed"]), failed: Math.max(failed, broken.length), skipped: sum(["skipped", "pending", "todo", "disabled"]), broken };
}

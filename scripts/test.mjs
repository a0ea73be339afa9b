// npm test [-- FILTER...]: set-up with the test peers, the checks, every test project. The last line is the sum of all reports.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./project/checks.mjs";
import { tally } from "./project/tally.mjs";
import { Stop, say, status, step } from "./project/terminal.mjs";
import { setUp } from "./setup.mjs";

// Projects that use the kernel run after, not beside, those that only compute: both measure better alone.
const groups = [["unit", "property", "simulation", "house", "api"], ["kernel"], ["kernel-direct"], ["interop"], ["browser"]];

function runGroup(projects, folder, filters) {
  const report = join(folder, `${projects[0]}.json`);
  const args = ["run", "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = status("node_modules/.bin/vitest", [...args, ...projects.flatMap((name) => ["--project", name]), ...filters]);
  return tally(report, code);
}

async function runAll(filters) {
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-test-"));
  const sum = { passed: 0, failed: 0, skipped: 0, problems: [] };
  try {
    await setUp({ withPeers: true });
    if (filters.length === 0) sum.problems.push(...(await runChecks()));
    for (const projects of groups) {
      const part = await step(`tests: ${projects.join(", ")}`, () => runGroup(projects, folder, filters));
      for (const key of ["passed", "failed", "skipped"]) sum[key] += part[key];
      sum.problems.push(...part.broken);
    }
  } catch (error) {
    sum.failed += 1;
    sum.problems.push(error instanceof Stop ? error.message : (error.stack ?? String(error)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return sum;
}

const sum = await runAll(process.argv.slice(2));
for (const problem of sum.problems) say(`not ok: ${problem}`);
say(`tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 || sum.problems.length > 0 ? 1 : 0;

// The checks that need no kernel: format and lint, types, import walls, dead code, documents that are made from code.
import { existsSync } from "node:fs";
import { root, say, status, step } from "./terminal.mjs";

const bin = (name) => `node_modules/.bin/${name}`;
const checks = [
  ["format and lint (biome)", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types (tsc)", bin("tsc"), ["-p", "."]],
  ["types of the web page (tsc)", bin("tsc"), ["-p", "web"], "web/tsconfig.json"],
  ["import walls (dependency-cruiser)", bin("depcruise"), ["--config", ".dependency-cruiser.mjs", "src"]],
  ["dead code (knip)", bin("knip"), []],
  ["documents made from code", process.execPath, ["scripts/docs.mjs", "--check"]],
];

/** Runs every check, also after one failed. Returns the names of those that failed. */
export async function runChecks() {
  const failed = [];
  for (const [title, command, args, only] of checks) {
    if (only !== undefined && !existsSync(`${root}${only}`)) continue;
    const code = await step(title, () => status(command, args));
    if (code === 0) continue;
    say(`    ${title}: NOT OK`);
    failed.push(title);
  }
  return failed;
}

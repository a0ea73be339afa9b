import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { scenarios } from "./catalog.ts";
import { record } from "./document.ts";
import { machine } from "./machine.ts";
import { profiled } from "./profile.ts";
import { table } from "./report.ts";
import type { Context, Row, Scenario } from "./scenario.ts";

const usage = `usage: npm run bench [-- [--short] [--rounds N] [--json FILE] [--profile] [SCENARIO...]]

Runs each scenario (all of them without a name): builds its own namespaces, runs ours and the peers' in turn on the same work, prints
minimum, median, maximum and the ratio, writes JSON, and cleans up after itself.

  --short       fewer rounds and sizes: what CI runs
  --rounds N    rounds of each measurement (default 5; short 3)
  --json FILE   where the figures go (default bench/results/latest.json)
  --document    adds the results to docs/performance.json and writes docs/performance.md from it
  --profile     leaves a CPU profile and a heap profile beside the JSON; the figures of such a run do not count

scenarios: ${Object.keys(scenarios).join(", ")}
`;

const interruption = new AbortController();
const interrupted = new Promise<never>((_, reject) => {
  interruption.signal.addEventListener("abort", () => reject(interruption.signal.reason));
});
// Whoever waits for it hears of it; nobody may be waiting.
interrupted.catch(() => {});

async function runOne(scenario: Scenario, options: { readonly short: boolean; readonly rounds: number }): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lw-bench-"));
  // lldpcli gives up its rights before it looks for a socket in there.
  chmodSync(folder, 0o755);
  const undo: (() => void | Promise<void>)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const context: Context = {
    ...options,
    folder,
    prefix: `lwb${process.pid}`,
    log: (line) => process.stderr.write(`  ${line}\n`),
    cleanUp: (run) => undo.push(run),
  };
  try {
    return await Promise.race([scenario.run(context), interrupted]);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: "boolean" },
      rounds: { type: "string" },
      json: { type: "string" },
      profile: { type: "boolean" },
      document: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const unknown = positionals.filter((name) => !(name in scenarios));
  if (values.help || unknown.length > 0) {
    process.stderr.write(unknown.length > 0 ? `no scenario ${unknown.join(", ")}\n${usage}` : usage);
    return values.help ? 0 : 2;
  }
  const short = values.short ?? false;
  const rounds = Number(values.rounds ?? (short ? 3 : 5));
  const output = values.json ?? "bench/results/latest.json";
  const results: Record<string, { summary: string; rows: readonly Row[] }> = {};
  let failed = 0;
  for (const name of positionals.length > 0 ? positionals : Object.keys(scenarios)) {
    const scenario = await (scenarios[name] as () => Promise<Scenario>)();
    process.stderr.write(`${name}: ${scenario.summary}\n`);
    try {
      const rows = await profiled(values.profile ? `${output}.${name}` : null, () => runOne(scenario, { short, rounds }));
      results[name] = { summary: scenario.summary, rows };
      process.stdout.write(`${table(name, rows)}\n`);
    } catch (error) {
      if (interruption.signal.aborted) return 130;
      failed++;
      process.stderr.write(`${name} failed: ${(error as Error).stack}\n`);
    }
    writeFileSync(output, `${JSON.stringify({ machine: machine(), short, rounds, results }, null, 2)}\n`);
    if (values.document && results[name]) record(name, results[name], short);
  }
  return failed > 0 ? 1 : 0;
}

// A scenario may fork this file to measure a process by itself.
if (process.argv[2] === "--fleet-collector") {
  const { options, hosts } = JSON.parse(process.argv[3] as string);
  await (await import("./fleet.ts")).collectorProcess(options, hosts);
} else {
  // What was built is taken down first.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort(new Error(`ended by ${signal}`)));
  // Peers' programs may leave pipes open behind them.
  process.exit(await main());
}

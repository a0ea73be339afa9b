import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { graph } from "../src/lab/index.ts";
import type { Context, Row, Scenario } from "./scenario.ts";
import { summarize } from "./scenario.ts";

const program = join(process.cwd(), "bin/lldp-watch");

interface Times {
  readonly up: number;
  readonly down: number;
}

function timed(words: readonly string[], env: NodeJS.ProcessEnv): number {
  const start = performance.now();
  execFileSync(process.execPath, [program, "lab", ...words], { env, stdio: ["ignore", "ignore", "inherit"] });
  return (performance.now() - start) / 1000;
}

function ours(nodes: number, { folder, prefix }: Context): Times {
  const file = join(folder, `ring-${nodes}.clab.yml`);
  const name = `${prefix}ring`.replaceAll(/[^A-Za-z0-9_.-]/g, "");
  writeFileSync(
    file,
    graph("ring", { name, nodes }).replace(/^name: .*$/m, (line) => `${line}\nprefix: bench`),
  );
  const env = { ...process.env, LLDP_WATCH_LABS: join(folder, "labs") };
  try {
    return { up: timed(["up", file], env), down: timed(["down", file], env) };
  } catch (error) {
    spawnSync(process.execPath, [program, "lab", "down", file], { env });
    throw error;
  }
}

/** Null when Mininet is not installed. */
function mininet(nodes: number): Times | null {
  const { status, stdout } = spawnSync("/usr/bin/python3", [join(process.cwd(), "bench/mininet-ring.py"), String(nodes)], { encoding: "utf8" });
  if (status !== 0) return null;
  const [up = 0, down = 0] = stdout.trim().split(" ").map(Number);
  return { up, down };
}

async function run(context: Context): Promise<readonly Row[]> {
  const sizes = context.short ? [100] : [100, 1000];
  const rows: Row[] = [];
  for (const nodes of sizes) {
    const [own, other]: [Times[], Times[]] = [[], []];
    for (let round = 0; round < (context.short ? 2 : context.rounds); round++) {
      context.log(`round ${round + 1}: a ring of ${nodes}, ours and Mininet's`);
      own.push(ours(nodes, context));
      const theirs = mininet(nodes);
      if (theirs !== null) other.push(theirs);
    }
    for (const [phase, limit] of [
      ["up", 10],
      ["down", 5],
    ] as const) {
      const figures = summarize(own.map((times) => times[phase]));
      rows.push({
        name: `${phase}, ring of ${nodes} namespaces and ${nodes} cables`,
        unit: "s",
        better: "less",
        ours: figures,
        peers: { mininet: other.length === 0 ? null : summarize(other.map((times) => times[phase])) },
        ...(nodes === 1000 ? { target: { text: `<= ${limit} s`, met: figures.median <= limit } } : {}),
        note: "ours: the whole process, with addresses; Mininet: without its imports, without addresses, with a shell in every namespace",
      });
    }
  }
  return rows;
}

/** The same network built and taken down by `lldp-watch lab` and by Mininet. */
export const lab: Scenario = {
  name: "lab",
  summary: "A ring of namespaces joined by veth pairs, every interface up, built and taken down. No controller and no switch on Mininet's side.",
  peers: ["mn"],
  run,
};

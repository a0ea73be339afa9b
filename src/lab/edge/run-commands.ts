import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printable } from "../../base/index.ts";
import type { UpPlan } from "../plan/plan.ts";
import type { LabContext } from "./context.ts";
import { LabError } from "./lab-error.ts";
import { inParallel } from "./parallel.ts";
import { enter, type Place } from "./places.ts";
import { quoted, shell } from "./shell.ts";

export interface CommandPlace {
  readonly lab: string;
  readonly places: ReadonlyMap<string, Place>;
  /** Working directory: the folder of the lab file. */
  readonly folder: string;
}

/** `ip netns exec` where it can: it also shows the namespace's own /sys and the files of /etc/netns/NAME. */
export function commandWords(place: Place, command: readonly string[]): readonly string[] {
  return place.kind === "name" ? ["ip", "netns", "exec", place.name, ...command] : [...enter(place), ...command];
}

/**
 * Runs the `exec` commands: those of one node in order, nodes side by side. Output goes to a file and not to a pipe, because a daemon that
 * a command leaves behind would keep the pipe open. Rejects with the first command that fails and the end of what it printed.
 */
export async function runCommands(exec: UpPlan["exec"], place: CommandPlace, context: LabContext): Promise<void> {
  const total = exec.reduce((sum, { commands }) => sum + commands.length, 0);
  if (total === 0) return;
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-exec-"));
  let done = 0;
  context.onProgress?.({ what: "commands", done, total });
  try {
    await inParallel(exec, async (part) => {
      for (const { node, commands } of part)
        for (const command of commands) {
          const output = await runOne(node, command, join(folder, node), place, context);
          for (const line of output.split("\n").filter((each) => each !== "")) context.onNote?.(`${node}: ${printable(line)}`);
          context.onProgress?.({ what: "commands", done: ++done, total });
        }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOne(
  node: string,
  command: string,
  outputFile: string,
  { lab, places, folder }: CommandPlace,
  context: LabContext,
): Promise<string> {
  const where = places.get(node);
  if (where === undefined) throw new LabError("failed", `${node} has no namespace`);
  const words = commandWords(where, ["sh", "-c", command]).map(quoted).join(" ");
  const env = { LLDP_WATCH_LAB: lab, LLDP_WATCH_NODE: node };
  const result = await shell(`exec ${words} </dev/null >${quoted(outputFile)} 2>&1\n`, { signal: context.signal, cwd: folder, env });
  if (result.aborted) throw new LabError("interrupted", "interrupted");
  const output = readFileSync(outputFile, "utf8");
  if (result.exitCode === 0) return output;
  const end = printable(output.trim().split("\n").slice(-3).join(" / "));
  throw new LabError("failed", `${node}: \`${command}\` ended with status ${result.exitCode}${end === "" ? "" : `: ${end}`}`);
}

import type { NodeWork, UpPlan } from "../plan/plan.ts";
import { LabError } from "./lab-error.ts";
import { sysctlPath } from "./observe.ts";
import { inParallel } from "./parallel.ts";
import { enterScript, type Place } from "./places.ts";
import { feed, quoted, type ShellResult, shell } from "./shell.ts";

/** What a run is busy with, for a progress bar. */
export interface Progress {
  readonly what: "namespaces" | "links" | "settings" | "commands" | "removals";
  readonly done: number;
  readonly total: number;
}

export interface ApplyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

// As many lines as one `ip -batch` gets: enough that a process more does not matter, few enough that the bar moves.
const batchSize = 100;

/** Runs lines through `ip -batch` in our own namespace. Rejects with the line that the kernel refused and why. */
export async function ipBatch(what: Progress["what"], lines: readonly string[], options: ApplyOptions): Promise<void> {
  options.onProgress?.({ what, done: 0, total: lines.length });
  for (let start = 0; start < lines.length; start += batchSize) {
    const part = lines.slice(start, start + batchSize);
    const result = await feed(["ip", "-batch", "-"], `${part.join("\n")}\n`, { signal: options.signal });
    check(result, part);
    options.onProgress?.({ what, done: start + part.length, total: lines.length });
  }
}

function check(result: ShellResult, lines: readonly string[], node: string | null = null): void {
  if (result.aborted) throw new LabError("interrupted", "interrupted");
  if (result.exitCode === 0) return;
  const number = /^Command failed -:(\d+)/m.exec(result.stderr)?.[1];
  const cause = result.stderr
    .replace(/^Command failed .*$/gm, "")
    .trim()
    .split("\n")
    .join("; ");
  const line = number === undefined ? "" : `\`ip ${lines[Number(number) - 1] ?? ""}\`: `;
  throw new LabError("failed", `${node === null ? "" : `${node}: `}${line}${cause || `ended with status ${result.exitCode}`}`);
}

/** One node's part of a script. Exits at the first thing that fails, unless `tolerant`. Prints the node's name when it is done. */
function nodeScript(work: NodeWork, place: Place, tolerant: boolean): string {
  const batch = (command: string, lines: readonly string[]) =>
    lines.length === 0 ? "" : `${command} ${tolerant ? "-force " : ""}-batch - <<'END-OF-BATCH' || exit 1\n${lines.join("\n")}\nEND-OF-BATCH\n`;
  const sysctls = work.sysctls.map(([key, value]) => `printf '%s\\n' ${quoted(value)} > ${quoted(sysctlPath(key))} || exit 1\n`).join("");
  const inside = sysctls + batch("ip", work.ip) + batch("bridge", work.bridge);
  const simple = sysctls === "" && work.bridge.length === 0;
  const run = simple
    ? `${enterScript(place)} ${batch("ip", work.ip).replace(" || exit 1", tolerant ? "" : " || failed")}`
    : `${enterScript(place)} sh -s <<'END-OF-NODE'${tolerant ? "" : " || failed"}\n${inside}END-OF-NODE\n`;
  return `NODE=${quoted(work.node)}\n${run}echo "$NODE"\n`;
}

const failed = 'failed() { echo "NODE $NODE" >&2; exit 1; }\n';

/** Does the work of many nodes, several at a time. */
export async function nodeBatches(
  what: Progress["what"],
  works: readonly NodeWork[],
  places: ReadonlyMap<string, Place>,
  options: ApplyOptions & { readonly tolerant?: boolean },
): Promise<void> {
  let done = 0;
  options.onProgress?.({ what, done, total: works.length });
  const tolerant = options.tolerant ?? false;
  await inParallel(works, async (part) => {
    const script = failed + part.map((work) => nodeScript(work, places.get(work.node) ?? { kind: "own" }, tolerant)).join("");
    const onLine = () => options.onProgress?.({ what, done: ++done, total: works.length });
    const result = await shell(script, { signal: options.signal, onLine });
    const node = /^NODE (.+)$/m.exec(result.stderr)?.[1] ?? null;
    const lines = part.find((work) => work.node === node)?.ip ?? [];
    check({ ...result, stderr: result.stderr.replace(/^NODE .*$/m, "") }, lines, node);
  });
}

/** Carries out a plan up to, and without, the commands of the nodes. `onNamespaces` is called when all of them are there. */
export async function applyPlan(
  plan: UpPlan,
  places: ReadonlyMap<string, Place>,
  options: ApplyOptions & { readonly onNamespaces?: () => void },
): Promise<void> {
  const deleted = plan.removeNamespaces.map(({ namespace }) => `netns del ${namespace}`);
  if (plan.removals.length > 0) await nodeBatches("removals", plan.removals, places, { ...options, tolerant: true });
  if (deleted.length > 0) await ipBatch("removals", deleted, options);
  if (plan.addNamespaces.length > 0) {
    const added = plan.addNamespaces.map(({ namespace }) => `netns add ${namespace}`);
    await ipBatch("namespaces", added, options);
    options.onNamespaces?.();
  }
  if (plan.links.length > 0)
    await ipBatch(
      "links",
      plan.links.map(({ line }) => line),
      options,
    );
  if (plan.settings.length > 0) await nodeBatches("settings", plan.settings, places, options);
}

import { printable } from "../../base/index.ts";
import { defaultStateFolder, formatFault, type Lab, type LabContext, LabError, type Progress, parseLab } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, exitCodes, usageError } from "../exit-code.ts";
import { readPlan } from "../plan-source.ts";

/** Lines of faults that are shown; more help nobody. */
const maxFaults = 20;

/** `--var NAME=VALUE` over the environment. */
function variables(invocation: Invocation, io: CommandIo): Readonly<Record<string, string | undefined>> {
  const given = invocation.list("var").map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw usageError(`--var ${text} is not NAME=VALUE`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return { ...io.env, ...Object.fromEntries(given) };
}

/** Reads and checks a lab file. Throws a usage error with one line per mistake; notes go to stderr. */
export async function readLab(path: string, invocation: Invocation, io: CommandIo): Promise<Lab> {
  const { text } = await readPlan(path, io);
  const parsed = parseLab(text, variables(invocation, io));
  if (parsed.ok) {
    for (const note of parsed.notes) io.stderr.write(`${path}: note: ${note}\n`);
    return parsed.lab;
  }
  const lines = parsed.faults.slice(0, maxFaults).map((fault) => printable(formatFault(path, fault), Number.POSITIVE_INFINITY));
  if (parsed.faults.length > maxFaults) lines.push(`and ${parsed.faults.length - maxFaults} more`);
  throw usageError(lines.join("\n"));
}

/** The name of a lab: the argument itself when it is one that could name no file, else what the file says. */
export async function labName(word: string, invocation: Invocation, io: CommandIo): Promise<string> {
  const isName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(word);
  return isName ? word : (await readLab(word, invocation, io)).name;
}

function drawProgress(io: CommandIo): (progress: Progress) => void {
  const terminal = io.stderr as CommandIo["stderr"] & { isTTY?: boolean };
  if (terminal.isTTY !== true || io.env["TERM"] === "dumb") return () => undefined;
  const width = 30;
  return ({ what, done, total }) => {
    if (total === 0) return;
    const filled = Math.round((width * done) / total);
    const bar = `[${"#".repeat(filled)}${" ".repeat(width - filled)}]`;
    terminal.write(`\r\x1b[K${bar} ${what} ${done}/${total}${done === total ? "\r\x1b[K" : ""}`);
  };
}

/** What a lab command needs of the process, from the command's io. */
export function labContext(io: CommandIo): LabContext {
  return {
    stateFolder: io.env["LLDP_WATCH_LABS"] ?? defaultStateFolder,
    clock: io.clock,
    signal: io.signal,
    onProgress: drawProgress(io),
    onNote: (line) => io.stderr.write(`${line}\n`),
  };
}

/** Turns what the lab room rejects with into what the program says. */
export async function asCommand<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new CommandError(error.kind === "interrupted" ? exitCodes.interrupted : exitCodes.failed, error.message, error.hint);
  }
}

import { readCaptureFile, readCaptureStream } from "../../capture/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { DecodeRun } from "../decode-run.ts";
import { type ExitCode, exitCodes, failure, usageError } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { send } from "../output.ts";
import { decodeWriter } from "../render/decode-writer.ts";
import { paintFor } from "../render/paint.ts";

/** Decodes every LLDPDU of a capture file, or of standard input for `-`. Needs no daemon and no privilege. */
export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const [path = "-"] = invocation.positionals;
  const decoding = new DecodeRun(decodeWriter(chosenForm(invocation, "text"), paintFor(io.color)), io);
  const { visit, between } = decoding;
  const fault =
    path === "-" ? await readCaptureStream(io.stdin, visit, between) : await readCaptureFile(path, visit, between).catch(unreadable(path));
  await decoding.finish();
  if (fault) throw failure(`${path === "-" ? "standard input" : path}: ${fault.reason}`, hintFor(fault.reason, path));
  for (const line of decoding.remarks()) await send(io.stderr, `lldp-watch: ${line}\n`);
  return exitCodes.ok;
}

function unreadable(path: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw usageError(`cannot read ${path}: ${String(error.code)}`);
  };
}

function hintFor(reason: string, path: string): string | null {
  if (!reason.startsWith("neither")) return null;
  return path.endsWith(".gz") ? `zcat ${path} | lldp-watch decode -` : null;
}

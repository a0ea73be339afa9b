import { findNode, runInNode } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, failure } from "../exit-code.ts";
import { cableEnd } from "./lab-cable-end.ts";
import { asCommand, labContext } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const [word = "", file = "-"] = invocation.positionals;
  const end = cableEnd(word);
  const count = invocation.number("count");
  // Debian's tcpdump would give up root before it opens the file.
  const words = [
    "tcpdump",
    "-Z",
    "root",
    "-U",
    "-i",
    end.interface,
    "-w",
    file,
    ...(count === undefined ? [] : ["-c", String(count)]),
    ...invocation.rest,
  ];
  const status = await asCommand(async () => runInNode(await findNode(labContext(io).stateFolder, end.node, invocation.text("lab") ?? null), words));
  if (status === 127 || status === 255) throw failure("tcpdump is needed for captures", "apt-get install tcpdump");
  if (io.signal.aborted) return exitCodes.ok;
  return status === 0 ? exitCodes.ok : exitCodes.failed;
}

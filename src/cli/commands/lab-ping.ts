import { addressOf, findNode, runInNode } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { asCommand, labContext } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const [from = "", to = ""] = invocation.positionals;
  const lab = invocation.text("lab") ?? null;
  const status = await asCommand(async () => {
    const { stateFolder } = labContext(io);
    const source = await findNode(stateFolder, from, lab);
    const target = await findNode(stateFolder, to, lab ?? source.lab.name);
    return runInNode(source, ["ping", "-c", String(invocation.number("count") ?? 3), "-i", "0.2", "-W", "1", addressOf(target.node)]);
  });
  return status === 0 ? exitCodes.ok : io.signal.aborted ? exitCodes.interrupted : exitCodes.failed;
}

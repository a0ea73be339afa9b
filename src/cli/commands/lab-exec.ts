import { findNode, runInNode } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, usageError } from "../exit-code.ts";
import { asCommand, labContext } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  if (invocation.rest.length === 0) throw usageError("what shall be run?", "lldp-watch lab exec NODE -- COMMAND");
  const status = await asCommand(async () => {
    const found = await findNode(labContext(io).stateFolder, invocation.positionals[0] ?? "", invocation.text("lab") ?? null);
    return runInNode(found, invocation.rest);
  });
  // The status of the command is passed on as it is, whatever it means there.
  return status as ExitCode;
}

import { findNode, runInNode } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, usageError } from "../exit-code.ts";
import { asCommand, labContext } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  if (!io.isTTY) throw usageError("lab shell needs a terminal", "in scripts: lldp-watch lab exec NODE -- COMMAND");
  const [name = ""] = invocation.positionals;
  const status = await asCommand(async () => {
    const found = await findNode(labContext(io).stateFolder, name, invocation.text("lab") ?? null);
    return runInNode(found, [io.env["SHELL"] ?? "sh"], { PS1: `${name}# ` });
  });
  return status as ExitCode;
}

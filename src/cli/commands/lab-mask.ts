import { findNode, maskBridge } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { send } from "../output.ts";
import { asCommand, labContext } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const [bridge = "", word] = invocation.positionals;
  const forward = word === "on";
  await asCommand(async () => maskBridge(await findNode(labContext(io).stateFolder, bridge, invocation.text("lab") ?? null), forward));
  await send(io.stdout, `${bridge} ${forward ? "forwards LLDP (group_fwd_mask 0x4000)" : "keeps LLDP to itself (group_fwd_mask 0)"}\n`);
  return exitCodes.ok;
}

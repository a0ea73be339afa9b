import { down } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { send } from "../output.ts";
import { asCommand, labContext, labName } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const name = await labName(invocation.positionals[0] ?? "-", invocation, io);
  const gone = await asCommand(() => down(name, labContext(io)));
  const line =
    gone === null ? `lab ${name} is not up` : `lab ${name} is down: ${gone.namespaces} namespaces removed, ${gone.processes} processes ended`;
  await send(io.stdout, `${line}\n`);
  return exitCodes.ok;
}

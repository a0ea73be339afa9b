import type { Shell } from "../catalog/service.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { bashCompletion } from "../help/completion-bash.ts";
import { fishCompletion } from "../help/completion-fish.ts";
import { zshCompletion } from "../help/completion-zsh.ts";
import { send } from "../output.ts";

const scripts: Readonly<Record<Shell, () => string>> = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  await send(io.stdout, scripts[invocation.positionals[0] as Shell]());
  return exitCodes.ok;
}

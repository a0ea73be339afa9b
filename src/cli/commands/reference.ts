import type { ReferenceForm } from "../catalog/service.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { configurationPage } from "../help/man-configuration.ts";
import { daemonPage } from "../help/man-daemon.ts";
import { programPage } from "../help/man-program.ts";
import { referencePage } from "../help/reference-page.ts";
import { send } from "../output.ts";

const pages: Readonly<Record<ReferenceForm, () => string>> = {
  markdown: referencePage,
  man1: programPage,
  man5: configurationPage,
  man8: daemonPage,
};

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  await send(io.stdout, pages[invocation.positionals[0] as ReferenceForm]());
  return exitCodes.ok;
}

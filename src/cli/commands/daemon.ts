import type { CommandIo, Invocation } from "../command.ts";
import { daemonFlags } from "../daemon-flags.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { send } from "../output.ts";
import { version } from "../version.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const { runService } = await import("../../daemon/index.ts");
  const { exitCode, messages } = await runService({ flags: daemonFlags(invocation), environment: io.env, version });
  for (const message of messages) await send(io.stderr, `lldp-watch: ${message}\n`);
  return Object.values(exitCodes).find((code) => code === exitCode) ?? exitCodes.failed;
}

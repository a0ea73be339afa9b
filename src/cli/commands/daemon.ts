import { runService } from "../../daemon/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { daemonFlags } from "../daemon-flags.ts";
import type { ExitCode } from "../exit-code.ts";
import { version } from "../version.ts";

/** Runs the service until a signal ends it. It has its own signals: Ctrl-C is not an interruption here, but the end. */
export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const { exitCode, messages } = await runService({ flags: daemonFlags(invocation), environment: io.env, version });
  for (const message of messages) io.stderr.write(`lldp-watch: ${message}\n`);
  return exitCode;
}

import type { CommandIo, Invocation } from "../command.ts";
import { daemonFlags } from "../daemon-flags.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { send } from "../output.ts";
import { version } from "../version.ts";

const megabyte = 2 ** 20;

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const { runCollector } = await import("../../daemon/index.ts");
  const { collectorOptions } = await import("../catalog/service.ts");
  const megabytes = invocation.number("max-megabytes");
  const initialize = invocation.flag("init")
    ? { replicas: invocation.number("replicas") ?? 1, maxBytes: megabytes === undefined ? -1 : megabytes * megabyte }
    : null;
  const { exitCode, messages } = await runCollector({ flags: daemonFlags(invocation, collectorOptions), environment: io.env, version, initialize });
  for (const message of messages) await send(io.stderr, `lldp-watch: ${message}\n`);
  return Object.values(exitCodes).find((code) => code === exitCode) ?? exitCodes.failed;
}

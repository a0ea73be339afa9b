import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, usageError } from "../exit-code.ts";

export async function run(_invocation: Invocation, _io: CommandIo): Promise<ExitCode> {
  throw usageError("the live view needs a terminal", "try lldp-watch neighbors, or lldp-watch watch");
}

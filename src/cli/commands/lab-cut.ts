import type { CommandIo, Invocation } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { setEnd } from "./lab-cable-end.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return setEnd(invocation, io, false);
}

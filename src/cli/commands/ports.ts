import type { CommandIo, Invocation } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { portColumns } from "../render/port-columns.ts";
import { runList } from "./list-command.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return runList({ name: "ports", columns: portColumns }, invocation, io);
}

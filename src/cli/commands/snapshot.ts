import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { sendText } from "../output.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return withClient(invocation, io, async (client) => {
    await sendText(io, await client.text(`/api/v1/topology?format=${invocation.text("format") ?? "containerlab"}`));
    return exitCodes.ok;
  });
}

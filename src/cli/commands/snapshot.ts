import { writePlan } from "../../formats/index.ts";
import type { TopologyDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { sendText } from "../output.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return withClient(invocation, io, async (client) => {
    const learned = invocation.text("format") === "containerlab" ? await client.text("/api/v1/topology?format=containerlab") : null;
    await sendText(io, learned ?? writePlan(await client.document<TopologyDocument>("/api/v1/topology")));
    return exitCodes.ok;
  });
}

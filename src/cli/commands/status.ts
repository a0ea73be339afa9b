import type { StatusDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { paintFor } from "../render/paint.ts";
import { statusLines } from "../render/status-text.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  return withClient(invocation, io, async (client) => {
    const status = await client.document<StatusDocument>("/api/v1/status");
    await (form === "json" ? sendJson(io, status) : sendLines(io, statusLines(status, paintFor(io.color))));
    return exitCodes.ok;
  });
}

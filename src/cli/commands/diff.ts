import type { DiffDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { diffLines } from "../render/diff-text.ts";
import { paintFor } from "../render/paint.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const [from = "", to = "now"] = invocation.positionals;
  return withClient(invocation, io, async (client) => {
    const document = await client.document<DiffDocument>(`/api/v1/diff?${new URLSearchParams({ from, to })}`);
    await (form === "json" ? sendJson(io, document) : sendLines(io, diffLines(document, paintFor(io.color))));
    return exitCodes.ok;
  });
}

import type { ExplainDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { knownPort } from "../known-port.ts";
import { sendJson, sendLines } from "../output.ts";
import { explainLines } from "../render/explain-text.ts";
import { paintFor } from "../render/paint.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const [port = "", peer] = invocation.positionals;
  return withClient(invocation, io, async (client) => {
    await knownPort(client, port);
    const query = new URLSearchParams({ port, ...(peer === undefined ? {} : { peer }) });
    const document = await client.document<ExplainDocument>(`/api/v1/explain?${query}`);
    await (form === "json" ? sendJson(io, document) : sendLines(io, explainLines(document, io.columns, paintFor(io.color))));
    return exitCodes.ok;
  });
}

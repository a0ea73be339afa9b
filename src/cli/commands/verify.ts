import type { VerifyDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { readPlan } from "../plan-source.ts";
import { jsonText } from "../render/json-text.ts";
import { paintFor } from "../render/paint.ts";
import { verifyLines } from "../render/verify-text.ts";
import { withClient } from "./with-client.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text");
  const [path = ""] = invocation.positionals;
  const { text, name } = await readPlan(path, io);
  const query = new URLSearchParams({ ...(name === null ? {} : { name }), ...(invocation.flag("strict") ? { strict: "true" } : {}) });
  return withClient(invocation, io, async (client) => {
    const document = await client
      .change<VerifyDocument>("POST", `/api/v1/verify?${query}`, JSON.stringify({ plan: text }), "application/json")
      .catch((error: unknown) => Promise.reject(withPath(path, error)));
    if (form === "json") await sendJson(io, document);
    else if (form === "ndjson")
      await sendLines(
        io,
        document.links.map((link) => jsonText(link)),
      );
    else await sendLines(io, verifyLines(document, path === "-" ? "standard input" : path, invocation.flag("all"), paintFor(io.color)));
    return document.ok ? exitCodes.ok : exitCodes.unmet;
  });
}

/** What is wrong with a plan is said with the name of its file. */
function withPath(path: string, error: unknown): unknown {
  if (!(error instanceof CommandError) || error.exitCode !== exitCodes.usage) return error;
  return new CommandError(error.exitCode, `${path}: ${error.message}`, error.hint);
}

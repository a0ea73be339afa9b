import { jsonText } from "../../base/index.ts";
import type { VerifyDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { readPlan } from "../plan-source.ts";
import { paintFor } from "../render/paint.ts";
import { verifyLines } from "../render/verify-text.ts";
import { pause } from "../system-time.ts";
import { withClient } from "./with-client.ts";

/** Milliseconds between two questions of `--wait`. */
const retryWait = 250;

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text");
  const [path = ""] = invocation.positionals;
  const { text, name } = await readPlan(path, io);
  const query = new URLSearchParams({ ...(name === null ? {} : { name }), ...(invocation.flag("strict") ? { strict: "true" } : {}) });
  return withClient(invocation, io, async (client) => {
    const ask = () => client.change<VerifyDocument>("POST", `/api/v1/verify?${query}`, JSON.stringify({ plan: text }), "application/json");
    const document = await untilOk(ask, invocation.number("wait") ?? 0, io).catch((error: unknown) => Promise.reject(withPath(path, error)));
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

/** The last answer when `seconds` are over, or the first that is all well. */
async function untilOk(ask: () => Promise<VerifyDocument>, seconds: number, io: CommandIo): Promise<VerifyDocument> {
  const end = io.clock.now() + seconds * 1000;
  for (;;) {
    const document = await ask();
    if (document.ok || io.clock.now() >= end || io.signal.aborted) return document;
    await pause(io.clock, retryWait, io.signal);
  }
}

/** What is wrong with a plan is said with the name of its file. */
function withPath(path: string, error: unknown): unknown {
  if (!(error instanceof CommandError) || error.exitCode !== exitCodes.usage) return error;
  return new CommandError(error.exitCode, `${path}: ${error.message}`, error.hint);
}

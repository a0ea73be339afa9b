import { readFileSync } from "node:fs";
import { faultText, loadConfig } from "../../daemon/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { send, sendJson, sendLines } from "../output.ts";
import { documentPairs } from "../render/document-pairs.ts";
import { factLines } from "../render/facts.ts";
import { paintFor } from "../render/paint.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const [path = invocation.text("config")] = invocation.positionals;
  const loaded = loadConfig({ flags: path === undefined ? {} : { config: path }, environment: io.env, readFile });
  if (!loaded.ok) {
    // Every fault has its line; all but the last are told here, the last ends the command.
    const [last = "", ...others] = loaded.faults.map(faultText).reverse();
    for (const text of others.reverse()) await send(io.stderr, `lldp-watch: ${text}\n`);
    throw usageError(last);
  }
  const { config, file } = loaded;
  if (form === "json") {
    await sendJson(io, { schema: 1, file, config });
    return exitCodes.ok;
  }
  await send(io.stdout, `${file ?? "no file"}: ok\n`);
  const facts = documentPairs(config).map(([name, text]) => ({ name, text }));
  await sendLines(io, factLines(facts, paintFor(io.color), 2));
  return exitCodes.ok;
}

function readFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new Error(`cannot be read: ${code}`);
  }
}

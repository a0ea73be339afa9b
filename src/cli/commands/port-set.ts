import { printable } from "../../base/index.ts";
import type { PortDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { knownPort } from "../known-port.ts";
import { send, sendJson } from "../output.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const mode = invocation.text("mode");
  const [port = ""] = invocation.positionals;
  if (mode === undefined) throw usageError("--mode is missing", "see lldp-watch port set --help");
  return withClient(invocation, io, async (client) => {
    await knownPort(client, port);
    const path = `/api/v1/ports/${encodeURIComponent(port)}`;
    const answer = await client.change<{ readonly port: PortDocument }>("PATCH", path, JSON.stringify({ mode }), "application/json");
    await (form === "json" ? sendJson(io, answer) : send(io.stdout, `${printable(answer.port.id)} is now ${answer.port.mode}\n`));
    return exitCodes.ok;
  });
}

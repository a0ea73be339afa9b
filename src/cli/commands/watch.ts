import { compilePattern, jsonText } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import { followEvents, type StreamNews } from "../client/event-stream.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { send } from "../output.ts";
import { checkNamespace } from "../place-filter.ts";
import { eventLine } from "../render/event-columns.ts";
import { paintFor } from "../render/paint.ts";
import { withClient } from "./with-client.ts";

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["ndjson"]);
  const count = invocation.number("count") ?? Infinity;
  const keep = interfaceFilter(invocation.text("interface"));
  const paint = paintFor(io.color);
  const write = (event: EventDocument) =>
    form === "ndjson" ? jsonText(event) : eventLine(event, (text, column) => paint(text, column.look?.(event) ?? "plain"));
  return withClient(invocation, io, async (client) => {
    await checkNamespace(client, invocation);
    const namespace = invocation.text("namespace");
    const after = invocation.text("after") ?? null;
    const stream = followEvents(client, { after, query: namespace === undefined ? {} : { namespace }, clock: io.clock, signal: io.signal });
    let written = 0;
    let lost = false;
    for await (const news of stream) {
      if (news.kind !== "events") {
        lost = await tell(news, lost, invocation.flag("no-reconnect"), io);
        continue;
      }
      const events = news.events.filter(keep).slice(0, count - written);
      if (events.length > 0) await send(io.stdout, `${events.map(write).join("\n")}\n`);
      written += events.length;
      if (written >= count) return exitCodes.ok;
    }
    return io.signal.reason === "EPIPE" ? exitCodes.ok : exitCodes.interrupted;
  });
}

/** Says on stderr what happens to the stream, each thing once. Returns whether the connection is lost now. */
async function tell(news: Exclude<StreamNews, { kind: "events" }>, lost: boolean, giveUp: boolean, io: CommandIo): Promise<boolean> {
  if (news.kind === "lost") {
    if (giveUp) throw new CommandError(exitCodes.unreachable, `the daemon is gone (${news.cause})`);
    if (!lost) await send(io.stderr, `lldp-watch: the daemon is gone (${news.cause}); waiting for it\n`);
    return true;
  }
  if (news.kind === "reset") await send(io.stderr, "lldp-watch: events were missed here\n");
  else if (lost) await send(io.stderr, "lldp-watch: connected again\n");
  return false;
}

function interfaceFilter(pattern: string | undefined): (event: EventDocument) => boolean {
  if (pattern === undefined) return () => true;
  const matches = compilePattern(pattern);
  return (event) => event.interface !== null && matches(event.interface);
}

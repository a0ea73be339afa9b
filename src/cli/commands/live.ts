import { ReadStream, WriteStream } from "node:tty";
import { connect } from "../client/connect.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { LiveView } from "../live/live-view.ts";
import { LiveModel } from "../live/model.ts";
import type { Grouping, SortKey } from "../live/row-order.ts";
import { attributePaint, sgrPaint } from "../render/paint.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const { stdin, stdout } = io;
  if (!io.isTTY || !(stdin instanceof ReadStream) || !(stdout instanceof WriteStream)) {
    throw usageError("the live view needs a terminal", "try lldp-watch neighbors, or lldp-watch watch");
  }
  const client = await connect(invocation, io);
  const model = new LiveModel(client.exchange.address.text, {
    filter: invocation.text("filter") ?? "",
    sort: (invocation.text("sort") ?? "port") as SortKey,
    grouping: (invocation.text("group") ?? "none") as Grouping,
  });
  const paint = io.color ? sgrPaint : attributePaint;
  try {
    await new LiveView(model, { client, clock: io.clock, signal: io.signal, stdin, stdout, paint }).run();
    return exitCodes.ok;
  } finally {
    client.close();
  }
}

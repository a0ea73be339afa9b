import { ReadStream, WriteStream } from "node:tty";
import type { ApiClient } from "../client/api-client.ts";
import { connect } from "../client/connect.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { LiveView } from "../live/live-view.ts";
import { LiveModel } from "../live/model.ts";
import type { Grouping, SortKey } from "../live/row-order.ts";
import { LocalDaemon, type LocalSettings } from "../local/local-daemon.ts";
import { send } from "../output.ts";
import { attributePaint, sgrPaint } from "../render/paint.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const { stdin, stdout } = io;
  if (!io.isTTY || !(stdin instanceof ReadStream) || !(stdout instanceof WriteStream)) {
    throw usageError("the live view needs a terminal", "try lldp-watch neighbors, or lldp-watch watch");
  }
  const { client, title, close } = await source(invocation, io);
  const model = new LiveModel(title, {
    filter: invocation.text("filter") ?? "",
    sort: (invocation.text("sort") ?? "port") as SortKey,
    grouping: (invocation.text("group") ?? "none") as Grouping,
  });
  const paint = io.color ? sgrPaint : attributePaint;
  try {
    await new LiveView(model, { client, clock: io.clock, signal: io.signal, stdin, stdout, paint }).run();
    return exitCodes.ok;
  } finally {
    await close();
  }
}

interface Source {
  readonly client: ApiClient;
  readonly title: string;
  close(): void | Promise<void>;
}

/** A daemon that runs, else, when none was named and the privilege is there, one inside. */
async function source(invocation: Invocation, io: CommandIo): Promise<Source> {
  if (!invocation.flag("local")) {
    try {
      const client = await connect(invocation, io);
      return { client, title: client.exchange.address.text, close: () => client.close() };
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode !== exitCodes.unreachable || process.geteuid?.() !== 0) throw error;
    }
    await send(io.stderr, "lldp-watch: no daemon runs; starting one inside\n");
  }
  const daemon = await LocalDaemon.start(settings(invocation), io);
  return { client: daemon.client, title: "daemon inside", close: () => daemon.close() };
}

function settings(invocation: Invocation): LocalSettings {
  const names = ["namespaces", "interfaces", "mode"] as const;
  const texts = names.flatMap((name) => {
    const value = invocation.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(texts), ...(invocation.flag("direct") ? { direct: true } : {}) };
}

import { jsonText } from "../../base/index.ts";
import type { NeighborDocument } from "../../topology/index.ts";
import { readList } from "../client/lists.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { LocalDaemon, type LocalSettings } from "../local/local-daemon.ts";
import { oneRound } from "../local/one-round.ts";
import { placeQuery } from "../place-filter.ts";
import { lldpcliJson } from "../render/lldpcli-json.ts";
import { neighborColumns } from "../render/neighbor-columns.ts";
import { checkTableFlags } from "../table-answer.ts";
import { type ListCommand, runList, sendListing } from "./list-command.ts";

const command: ListCommand<NeighborDocument> = {
  name: "neighbors",
  columns: neighborColumns,
  others: (rows, wall) => ({ "lldpcli-json": () => jsonText(lldpcliJson(rows, wall), 2) }),
};

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return invocation.flag("local") ? runLocal(invocation, io) : runList(command, invocation, io);
}

/** One round of a daemon of our own; --namespace and --interface say where it speaks as well. */
async function runLocal(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  checkTableFlags(invocation, neighborColumns(io.clock.wall()));
  const [namespaces, interfaces] = [invocation.text("namespace"), invocation.text("interface")];
  const settings: LocalSettings = {
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(interfaces === undefined ? {} : { interfaces }),
    ...(invocation.flag("direct") ? { direct: true } : {}),
  };
  const daemon = await LocalDaemon.start(settings, io);
  try {
    await oneRound(daemon.client, invocation.number("listen-for") ?? 5, io);
    if (io.signal.aborted) return exitCodes.interrupted;
    await sendListing(command, await readList<NeighborDocument>(daemon.client, "neighbors", placeQuery(invocation)), invocation, io);
    return exitCodes.ok;
  } finally {
    await daemon.close();
  }
}

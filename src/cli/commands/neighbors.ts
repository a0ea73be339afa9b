import type { NeighborDocument } from "../../topology/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../render/json-text.ts";
import { lldpcliJson } from "../render/lldpcli-json.ts";
import { neighborColumns } from "../render/neighbor-columns.ts";
import { type ListCommand, runList } from "./list-command.ts";

const command: ListCommand<NeighborDocument> = {
  name: "neighbors",
  columns: neighborColumns,
  others: (rows, wall) => ({ "lldpcli-json": () => jsonText(lldpcliJson(rows, wall), 2) }),
};

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  return runList(command, invocation, io);
}

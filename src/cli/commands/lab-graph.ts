import { type GraphFormat, writeGraph } from "../../formats/index.ts";
import { labTopology } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines, sendText } from "../output.ts";
import { labTree } from "../render/lab-tree.ts";
import { paintFor } from "../render/paint.ts";
import { readLab } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "tree", ["json"]);
  const topology = labTopology(await readLab(invocation.positionals[0] ?? "-", invocation, io));
  if (form === "json") await sendJson(io, topology);
  else if (form === "tree") await sendLines(io, labTree(topology, paintFor(io.color)));
  else await sendText(io, writeGraph(topology, form as GraphFormat));
  return exitCodes.ok;
}

import { labTopology } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { paintFor } from "../render/paint.ts";
import { treeLines } from "../render/topology-tree.ts";
import { readLab } from "./lab-context.ts";

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const topology = labTopology(await readLab(invocation.positionals[0] ?? "-", invocation, io));
  if (form === "json") await sendJson(io, topology);
  else await sendLines(io, treeLines(topology, io.columns, paintFor(io.color)));
  return exitCodes.ok;
}

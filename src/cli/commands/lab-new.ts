import { writeFile } from "node:fs/promises";
import { clos, graph, type Shape } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, failure, usageError } from "../exit-code.ts";
import { send } from "../output.ts";

function whole(invocation: Invocation, name: string, standard: number): number {
  const value = invocation.number(name) ?? standard;
  if (!Number.isInteger(value)) throw usageError(`--${name} needs a whole number`);
  return value;
}

const closOnly = ["spines", "leaves", "servers"];
const graphOnly = ["nodes", "fan-out", "extra", "seed"];

function text(invocation: Invocation): string {
  const [shape = "ring"] = invocation.positionals;
  const name = invocation.text("name") ?? shape;
  for (const option of shape === "clos" ? graphOnly : closOnly)
    if (invocation.number(option) !== undefined) throw usageError(`--${option} is not for ${shape}`, `see lldp-watch lab new --help`);
  if (shape === "clos")
    return clos({ name, spines: whole(invocation, "spines", 2), leaves: whole(invocation, "leaves", 4), servers: whole(invocation, "servers", 8) });
  const nodes = whole(invocation, "nodes", 8);
  const routes = invocation.flag("routes");
  if (shape === "ring" && nodes < 3) throw usageError("a ring has at least 3 nodes");
  if (routes && nodes > 128) throw usageError("--routes is for at most 128 nodes", "routes grow with the square; clos routes with few");
  if (routes && shape === "star") throw usageError("--routes is not for star", "its nodes share one subnet");
  const fanOut = whole(invocation, "fan-out", 2);
  return graph(shape as Shape, { name, nodes, fanOut, extra: whole(invocation, "extra", nodes), seed: whole(invocation, "seed", 1), routes });
}

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const prefix = invocation.text("prefix");
  const file =
    prefix === undefined ? text(invocation) : text(invocation).replace(/^name: .*$/m, (line) => `${line}\nprefix: ${JSON.stringify(prefix)}`);
  const output = invocation.text("output");
  if (output === undefined) await send(io.stdout, file);
  else {
    try {
      await writeFile(output, file);
    } catch (error) {
      throw failure(`cannot write ${output}: ${(error as NodeJS.ErrnoException).code}`);
    }
  }
  return exitCodes.ok;
}

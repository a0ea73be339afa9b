import { resolve } from "node:path";
import { type Lab, type UpResult, up } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { send } from "../output.ts";
import { asCommand, labContext, readLab } from "./lab-context.ts";

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;

function sentence(lab: Lab, made: UpResult): string {
  const whole = `${count(lab.nodes.length, "node")}, ${count(lab.links.length, "link")}`;
  if (Object.values(made).every((number) => number === 0)) return `lab ${lab.name} is up already (${whole}): nothing to do`;
  const steps = [
    made.removals > 0 ? count(made.removals, "removal") : "",
    made.namespaces > 0 ? `${count(made.namespaces, "namespace")} made` : "",
    made.links > 0 ? `${count(made.links, "link")} made` : "",
    made.settings > 0 ? `${count(made.settings, "node")} set` : "",
    made.commands > 0 ? `${count(made.commands, "command")} run` : "",
  ];
  return `lab ${lab.name} is up (${whole}): ${steps.filter((step) => step !== "").join(", ")}`;
}

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const [path = "-"] = invocation.positionals;
  const lab = await readLab(path, invocation, io);
  if (invocation.flag("dry-run")) {
    await send(io.stdout, `lab ${lab.name}: ${count(lab.nodes.length, "node")}, ${count(lab.links.length, "link")}\n`);
    return exitCodes.ok;
  }
  const made = await asCommand(() => up(lab, path === "-" ? null : resolve(path), labContext(io)));
  await send(io.stdout, `${sentence(lab, made)}\n`);
  return exitCodes.ok;
}

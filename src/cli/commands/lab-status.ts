import { type LabStatus, status } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, failure } from "../exit-code.ts";
import { chosenForm } from "../form.ts";
import { sendJson, sendLines } from "../output.ts";
import { type Look, type Paint, paintFor } from "../render/paint.ts";
import { type Column, tableLines } from "../render/table.ts";
import { asCommand, labContext, labName } from "./lab-context.ts";

type Node = LabStatus["nodes"][number];
type Link = LabStatus["links"][number];

const lookOf = (state: string): Look => (state === "up" ? "green" : state === "cut" ? "yellow" : "boldRed");

const nodeColumns: readonly Column<Node>[] = [
  { key: "node", title: "NODE", text: (node) => node.name, rank: 0, least: 8 },
  { key: "kind", title: "KIND", text: (node) => node.kind, rank: 3, least: 6 },
  { key: "state", title: "STATE", text: (node) => node.state, look: (node) => lookOf(node.state), rank: 0, least: 7 },
  { key: "namespace", title: "NAMESPACE", text: (node) => node.namespace ?? "-", rank: 2, least: 8 },
  { key: "processes", title: "PROCESSES", text: (node) => String(node.processes), align: "right", rank: 4, least: 3 },
  {
    key: "mask",
    title: "GROUP FWD MASK",
    text: (node) => (node.groupFwdMask === null ? "" : `0x${node.groupFwdMask.toString(16)}`),
    rank: 5,
    least: 6,
  },
];
const linkColumns: readonly Column<Link>[] = [
  { key: "link", title: "LINK", text: (link) => link.name, rank: 0, least: 12 },
  { key: "kind", title: "KIND", text: (link) => link.kind, rank: 1, least: 6 },
  { key: "state", title: "STATE", text: (link) => link.state, look: (link) => lookOf(link.state), rank: 0, least: 7 },
];

function lines(lab: LabStatus, width: number, paint: Paint): string[] {
  const form = { width, headers: true, paint };
  const state = lab.state === "up" ? "up" : "being changed, or left half made by a run that was killed";
  return [
    `lab ${lab.name}: ${state}${lab.file === null ? "" : `, from ${lab.file}`}`,
    "",
    ...tableLines(nodeColumns, lab.nodes, form),
    "",
    ...tableLines(linkColumns, lab.links, form),
  ];
}

export async function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const form = chosenForm(invocation, "text", ["json"]);
  const [word] = invocation.positionals;
  const name = word === undefined ? null : await labName(word, invocation, io);
  const document = await asCommand(() => status(name, labContext(io)));
  if (name !== null && document.labs.length === 0) throw failure(`lab ${name} is not up`);
  if (form === "json") await sendJson(io, document);
  else if (document.labs.length === 0) await sendLines(io, ["no lab is up"]);
  else
    await sendLines(
      io,
      document.labs.flatMap((lab, index) => [...(index > 0 ? [""] : []), ...lines(lab, io.columns, paintFor(io.color))]),
    );
  return exitCodes.ok;
}

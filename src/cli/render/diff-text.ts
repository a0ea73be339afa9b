import { printable } from "../../base/index.ts";
import type { DiffDocument, LinkDocument, NodeDocument } from "../../topology/index.ts";
import { changedFields } from "./changed-fields.ts";
import { heardText } from "./link-columns.ts";
import type { Paint } from "./paint.ts";
import { verdictLook } from "./verdict-look.ts";

/** The answer of `diff` for people: `+` came, `-` went, `~` changed. */
export function diffLines(document: DiffDocument, paint: Paint): string[] {
  const { from, to, added, removed, changed } = document;
  const body = [
    ...removed.nodes.map((node) => paint(`- ${nodeText(node)}`, "red")),
    ...removed.links.map((link) => paint(`- ${linkText(link)}`, "red")),
    ...added.nodes.map((node) => paint(`+ ${nodeText(node)}`, "green")),
    ...added.links.map((link) => `${paint(`+ ${linkText(link)}`, "green")}  ${paint(link.verdict, verdictLook(link.verdict))}`),
    ...changed.map(({ id, before, after }) => `${paint(`~ ${printable(id)}`, "cyan")}  ${changedFields(before, after).join(", ")}`),
  ];
  return [paint(`${from.time} .. ${to.time}`, "faint"), ...(body.length > 0 ? body : ["nothing changed"])];
}

function nodeText(node: NodeDocument): string {
  return `${node.kind} ${printable(node.name)} (${node.ports.length} ${node.ports.length === 1 ? "port" : "ports"})`;
}

function linkText(link: LinkDocument): string {
  return `link ${printable(link.a)} ${heardText(link.observed)} ${printable(link.b)}`;
}

import { printable } from "../../base/index.ts";
import type { LinkDocument, NodeDocument } from "../../topology/index.ts";
import { splitPort } from "../port-id.ts";
import { heardText } from "./link-columns.ts";
import type { Paint } from "./paint.ts";
import { clip, fill, textWidth } from "./text-width.ts";
import { verdictLook } from "./verdict-look.ts";

/** What a tree is drawn from; a topology document is one. */
export interface TreeSource {
  readonly nodes: readonly NodeDocument[];
  readonly links: readonly LinkDocument[];
}

/** One node after the other with its ports, and for each port every link: arrows point to whoever hears. */
export function treeLines({ nodes, links }: TreeSource, width: number, paint: Paint): string[] {
  if (nodes.length === 0) return ["nothing is known yet"];
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const byPort = linksByPort(links);
  return nodes.flatMap((node) => [nodeLine(node, width, paint), ...portLines(node, byPort, names, width, paint)]);
}

function linksByPort(links: readonly LinkDocument[]): ReadonlyMap<string, readonly LinkDocument[]> {
  const byPort = new Map<string, LinkDocument[]>();
  for (const link of links) {
    for (const end of new Set([link.a, link.b])) byPort.set(end, [...(byPort.get(end) ?? []), link]);
  }
  return byPort;
}

function nodeLine(node: NodeDocument, width: number, paint: Paint): string {
  const note = node.kind === "system" ? "" : node.kind;
  const name = clip(printable(node.name, 80), width - (note ? note.length + 1 : 0));
  return note ? `${paint(name, "boldCyan")} ${paint(note, "faint")}` : paint(name, "boldCyan");
}

function portLines(
  node: NodeDocument,
  byPort: ReadonlyMap<string, readonly LinkDocument[]>,
  names: ReadonlyMap<string, string>,
  width: number,
  paint: Paint,
): string[] {
  const ports = node.ports.map((id) => ({ id, name: printable(splitPort(id).name, 40) || printable(id) }));
  const widest = Math.min(Math.max(0, ...ports.map(({ name }) => textWidth(name))), Math.max(6, Math.floor(width / 4)));
  const entries = ports.flatMap(({ id, name }): { readonly name: string; readonly id: string; readonly link: LinkDocument | null }[] => {
    const own = byPort.get(id) ?? [];
    return own.length === 0 ? [{ name, id, link: null }] : own.map((link) => ({ name, id, link }));
  });
  return entries.map(({ name, id, link }, index) => {
    const branch = index === entries.length - 1 ? "\u2514\u2500" : "\u251c\u2500";
    if (!link) return `${branch} ${paint(clip(name, width - 3), "faint")}`;
    return `${branch} ${fill(name, widest)}  ${linkEnd(link, id, names, width - widest - 5, paint)}`;
  });
}

function linkEnd(link: LinkDocument, from: string, names: ReadonlyMap<string, string>, width: number, paint: Paint): string {
  const forward = link.a === from;
  const { aToB, bToA } = link.observed;
  const arrow = heardText(forward ? { aToB, bToA } : { aToB: bToA, bToA: aToB }).padEnd(3);
  const verdict = link.reason === null ? link.verdict : `${link.verdict}: ${link.reason}`;
  const peer = peerText(forward ? link.b : link.a, names);
  const room = Math.max(4, width - arrow.length - verdict.length - 3);
  const line = `${arrow} ${paint(clip(peer, room), "bold")}  `;
  const left = width - arrow.length - 3 - Math.min(room, textWidth(peer));
  return `${line}${paint(clip(verdict, Math.max(2, left)), verdictLook(link.verdict))}`;
}

/** A remote system is known by a hash; its name says more. */
function peerText(id: string, names: ReadonlyMap<string, string>): string {
  const { node, name } = splitPort(id);
  const shown = node.startsWith("~") ? (names.get(node) ?? node) : node;
  return printable(name === "" ? shown : `${shown}:${name}`, 120);
}

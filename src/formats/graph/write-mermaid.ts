import type { NodeDocument, TopologyDocument } from "../../topology/index.ts";
import { type Drawn, outlineOf } from "./outline.ts";
import { mermaidText } from "./text.ts";

/** A Mermaid flowchart: a subgraph per machine, the two port names on each link. Nodes have made-up ids, so that no name is syntax. */
export function writeMermaid(topology: TopologyDocument): string {
  const { nodes, links, memberships } = outlineOf(topology);
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const idOf = (node: NodeDocument) => ids.get(node.id) as string;
  const hosts = [...new Set(nodes.map(({ host }) => host))].filter((host) => host !== null).sort();
  const lines = ["graph LR"];
  for (const [index, host] of hosts.entries()) {
    lines.push(`  subgraph h${index}[${mermaidText(host)}]`);
    for (const node of nodes) if (node.host === host) lines.push(`    ${nodeText(idOf(node), node)}`);
    lines.push("  end");
  }
  for (const node of nodes) if (node.host === null) lines.push(`  ${nodeText(idOf(node), node)}`);
  for (const link of links) lines.push(`  ${idOf(link.from.node)} ${arrow(link)} ${idOf(link.to.node)}`);
  for (const { segment, member, port } of memberships) lines.push(`  ${idOf(segment)} -.-|${mermaidText(port)}| ${idOf(member)}`);
  return `${lines.join("\n")}\n`;
}

function nodeText(id: string, { kind, name }: NodeDocument): string {
  const text = mermaidText(name || "?");
  return kind === "segment" ? `${id}{{${text}}}` : kind === "remote" ? `${id}(${text})` : `${id}[${text}]`;
}

function arrow({ link, from, to }: Drawn): string {
  const ports = `${from.port ?? ""} : ${to.port ?? ""}`;
  const text = mermaidText(link.verdict === "ok" ? ports : `${ports} ${link.verdict}`);
  return `${link.observed.aToB || link.observed.bToA ? "---" : "-.-"}|${text}|`;
}

import type { NodeDocument, TopologyDocument } from "../../topology/index.ts";
import { type Drawn, exists, outlineOf, portName } from "./outline.ts";
import { dotLabel, dotString, xmlText } from "./text.ts";

const colors: Readonly<Record<string, string>> = { ok: "black", unverified: "gray50", "one-way": "orange", unexpected: "blue" };

/**
 * The graph in PTM's dialect of DOT, which `verify` and ptmd read as a plan and Graphviz draws: every node a table with a cell per port, so
 * that `"node":"port"` means something to both. What is drawn but does not exist, or joins no two ports, carries `plan=no`.
 */
export function writeDot(topology: TopologyDocument): string {
  const { nodes, links, memberships } = outlineOf(topology);
  const lines = [
    `// lldp-watch, epoch ${topology.epoch.replaceAll(/[^\w.-]/g, "")}, revision ${topology.revision}, ${topology.generatedAt}`,
    "graph G {",
    '  graph [rankdir="LR"]',
    '  node [shape="plain"]',
    ...nodes.map((node) => `  ${nodeLine(node)}`),
    ...links.map((link) => `  ${linkLine(link)}`),
    ...memberships.map(
      ({ segment, member, port }) => `  ${dotString(segment.id)} -- ${dotString(member.id)}:${dotString(port)} [plan="no", style="dotted"]`,
    ),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function nodeLine(node: NodeDocument): string {
  if (node.kind === "segment") return `${dotString(node.id)} [shape="ellipse", style="dashed", label=${dotLabel(node.name)}]`;
  const cells = node.ports.map((port) => `<TR><TD PORT="${xmlText(portName(node, port))}">${xmlText(portName(node, port))}</TD></TR>`);
  const style = node.kind === "remote" ? ' STYLE="ROUNDED"' : "";
  const title = `<TR><TD BORDER="0"><B>${xmlText(node.name) || "?"}</B></TD></TR>`;
  return `${dotString(node.id)} [label=<<TABLE BORDER="1" CELLBORDER="1" CELLSPACING="2"${style}>${title}${cells.join("")}</TABLE>>]`;
}

function linkLine({ link, from, to }: Drawn): string {
  const ends = [from, to].map(({ node, port }) => (port === null ? dotString(node.id) : `${dotString(node.id)}:${dotString(port)}`));
  const attributes = [
    ...(exists(link) && from.port !== null && to.port !== null ? [] : ['plan="no"']),
    `color="${colors[link.verdict] ?? "red"}"`,
    `tooltip=${dotLabel([link.verdict, link.reason, ...link.warnings].filter(Boolean).join(", "))}`,
    ...(exists(link) ? [] : ['style="dashed"']),
  ];
  return `${ends.join(" -- ")} [${attributes.join(", ")}]`;
}

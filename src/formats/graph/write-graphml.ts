import type { LinkDocument, NodeDocument, TopologyDocument } from "../../topology/index.ts";
import { outlineOf, portName } from "./outline.ts";
import { xmlText } from "./text.ts";

const keys = [
  ["node", "kind", "string"],
  ["node", "name", "string"],
  ["node", "host", "string"],
  ["node", "namespace", "string"],
  ["edge", "planned", "boolean"],
  ["edge", "wired", "boolean"],
  ["edge", "aToB", "boolean"],
  ["edge", "bToA", "boolean"],
  ["edge", "verdict", "string"],
  ["edge", "reason", "string"],
  ["edge", "warnings", "string"],
] as const;

/** GraphML (http://graphml.graphdrawing.org) with native ports; each machine is a node with a graph of its namespaces inside. */
export function writeGraphml(topology: TopologyDocument): string {
  const { nodes, links, memberships } = outlineOf(topology);
  const hosts = [...new Set(nodes.map(({ host }) => host))].filter((host) => host !== null).sort();
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([of, name, type]) => `  <key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`),
    '  <graph id="topology" edgedefault="undirected">',
    ...hosts.flatMap((host) =>
      hostLines(
        host,
        nodes.filter((node) => node.host === host),
      ),
    ),
    ...nodes.filter(({ host }) => host === null).flatMap((node) => nodeLines(node, "    ")),
    ...links.map(({ link, from, to }) => edgeLine(link, from.node, from.port, to.node, to.port)),
    ...memberships.map(
      ({ segment, member, port }) => `    <edge source="${xmlText(segment.id)}" target="${xmlText(member.id)}" targetport="${xmlText(port)}"/>`,
    ),
    "  </graph>",
    "</graphml>",
  ];
  return `${lines.join("\n")}\n`;
}

function hostLines(host: string, nodes: readonly NodeDocument[]): string[] {
  const id = xmlText(`machine ${host}`);
  const data = `      <data key="node-kind">machine</data><data key="node-name">${xmlText(host)}</data>`;
  const inside = nodes.flatMap((node) => nodeLines(node, "        "));
  return [`    <node id="${id}">`, data, `      <graph id="${id}:" edgedefault="undirected">`, ...inside, "      </graph>", "    </node>"];
}

function nodeLines(node: NodeDocument, indent: string): string[] {
  const data = [["kind", node.kind] as const, ["name", node.name] as const, ["host", node.host] as const, ["namespace", node.namespace] as const]
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<data key="node-${name}">${xmlText(value ?? "")}</data>`);
  const ports = node.kind === "segment" ? [] : node.ports.map((port) => `<port name="${xmlText(portName(node, port))}"/>`);
  return [`${indent}<node id="${xmlText(node.id)}">`, `${indent}  ${[...data, ...ports].join("")}`, `${indent}</node>`];
}

function edgeLine(link: LinkDocument, from: NodeDocument, fromPort: string | null, to: NodeDocument, toPort: string | null): string {
  const attributes = [
    `id="${xmlText(link.id)}"`,
    `source="${xmlText(from.id)}"`,
    `target="${xmlText(to.id)}"`,
    ...(fromPort === null ? [] : [`sourceport="${xmlText(fromPort)}"`]),
    ...(toPort === null ? [] : [`targetport="${xmlText(toPort)}"`]),
  ];
  const { planned, wired, observed, verdict, reason, warnings } = link;
  const values = { planned, wired, ...observed, verdict, reason, warnings: warnings.join(" ") || null };
  const data = Object.entries(values).filter(([, value]) => value !== null);
  return `    <edge ${attributes.join(" ")}>${data.map(([name, value]) => `<data key="edge-${name}">${xmlText(String(value))}</data>`).join("")}</edge>`;
}

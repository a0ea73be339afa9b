import type { Plan, PlannedEnd } from "../../topology/index.ts";
import { PlanBuilder } from "./plan-builder.ts";
import { PlanError } from "./plan-fault.ts";
import { parseYaml, type YamlValue } from "./yaml-file.ts";

/** Link types that lead out of the lab: their other end speaks no LLDP that a plan could name. */
const outside = new Set(["macvlan", "vxlan", "vxlan-stitch", "dummy"]);
/** Words that stand for the host's namespace in an endpoint. */
const hostWords = new Set(["host", "mgmt-net"]);

interface Lab {
  readonly name: string;
  readonly prefix: string;
  /** Nodes of kind `host`. */
  readonly hosts: ReadonlySet<string>;
}

/** A containerlab topology file. Nodes are found as namespaces of their own name or of the container's. Throws PlanError. */
export function readContainerlab(text: string, source: string): Plan {
  const file = parseYaml(text);
  const topology = file.field("topology");
  if (!topology?.fields()) throw new PlanError(topology?.line ?? 1, "no mapping `topology`");
  const nodes = topology.field("nodes")?.fields() ?? [];
  const hosts = new Set(nodes.filter(([, node]) => kindOf(topology, node) === "host").map(([name]) => name));
  const lab: Lab = { name: file.field("name")?.text() ?? "", prefix: file.field("prefix")?.text() ?? "clab", hosts };
  const builder = new PlanBuilder(source);
  for (const [name, node] of nodes) builder.node(name, node.line);
  const links = topology.field("links");
  for (const link of links?.items() ?? []) readLink(builder, lab, link);
  if (links && !links.items() && links.text() === null && links.fields()) throw new PlanError(links.line, "`links` is no list");
  return builder.plan();
}

function kindOf(topology: YamlValue, node: YamlValue): string | null {
  return node.field("kind")?.text() ?? topology.field("defaults")?.field("kind")?.text() ?? null;
}

function readLink(builder: PlanBuilder, lab: Lab, link: YamlValue): void {
  const type = link.field("type")?.text() ?? "veth";
  if (outside.has(type)) return;
  const ends = type === "host" || type === "mgmt-net" ? hostEnds(link) : link.field("endpoints")?.items()?.map(endpoint);
  if (ends?.length !== 2) throw new PlanError(link.line, "a link needs `endpoints` with two ends");
  const [a, b] = ends as [PlannedEnd, PlannedEnd];
  if (outside.has(a.node) || outside.has(b.node)) return;
  builder.link({ a: named(lab, a), b: named(lab, b), match: "ifname", fqdn: false, line: link.line });
}

/** `type: host` and `type: mgmt-net`: one endpoint and the name of the interface at the host. */
function hostEnds(link: YamlValue): PlannedEnd[] {
  const name = link.field("host-interface")?.text();
  const end = link.field("endpoint");
  if (!end || !name) throw new PlanError(link.line, "such a link needs `endpoint` and `host-interface`");
  return [endpoint(end), { node: "host", interface: name }];
}

/** `node:interface`, or a mapping of the two. */
function endpoint(value: YamlValue): PlannedEnd {
  const text = value.text();
  const at = text?.indexOf(":") ?? -1;
  if (text !== null && at > 0) return { node: text.slice(0, at), interface: text.slice(at + 1) };
  const [node, name] = [value.field("node")?.text(), value.field("interface")?.text()];
  if (node && name) return { node, interface: name };
  throw new PlanError(value.line, "an endpoint is written `node:interface`, or as a mapping of `node` and `interface`");
}

function named(lab: Lab, end: PlannedEnd): PlannedEnd {
  if (hostWords.has(end.node) || lab.hosts.has(end.node)) return { ...end, node: "host" };
  // A bridge in a node's own namespace is written `bridge|node`.
  const bar = end.node.indexOf("|");
  if (bar > 0) return named(lab, { ...end, node: end.node.slice(bar + 1) });
  const container = lab.prefix === "" ? end.node : lab.prefix === "__lab-name" ? `${lab.name}-${end.node}` : `${lab.prefix}-${lab.name}-${end.node}`;
  return container === end.node ? end : { ...end, aliases: [container] };
}

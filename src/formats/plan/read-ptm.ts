import type { Plan, PlannedLink } from "../../topology/index.ts";
import type { DotEdge, DotEnd, DotGraph } from "../dot/graph.ts";
import { parseDot } from "../dot/parse-dot.ts";
import { PlanBuilder } from "./plan-builder.ts";
import { PlanError } from "./plan-fault.ts";

type Options = Pick<PlannedLink, "match" | "fqdn">;

const defaults: Options = { match: "ifname", fqdn: false };

/**
 * A topology file of Cumulus PTM (ptmd(8)): an undirected DOT graph, `"switch1":"swp1" -- "switch2":"swp2"`, with its LLDP options for all
 * links, by template, or for one link. BFD options are read past. Edges with `plan=no` are only drawn. Throws PlanError.
 */
export function readPtm(text: string, source: string): Plan {
  const graph = parseDot(text);
  const builder = new PlanBuilder(source);
  const common = optionsOf(graph, graph.settings.get("LLDP")?.value ?? "", graph.settings.get("LLDP")?.line ?? 0, defaults);
  const drawn = new Set<string>();
  for (const edge of graph.edges) {
    if (edge.attributes.get("plan") === "no") {
      for (const { node, port } of [edge.from, edge.to]) if (port === null) drawn.add(node);
      continue;
    }
    const own = edge.attributes.get("LLDP") ?? edge.attributes.get("lldp") ?? "";
    builder.link({ a: endOf(edge, edge.from), b: endOf(edge, edge.to), ...optionsOf(graph, own, edge.line, common), line: edge.line });
  }
  for (const node of graph.nodes) if (!drawn.has(node)) builder.node(node, 0);
  return builder.plan();
}

function endOf(edge: DotEdge, { node, port }: DotEnd): PlannedLink["a"] {
  if (port === null) throw new PlanError(edge.line, `no port at ${JSON.stringify(node)}: write "node":"interface" at both ends`);
  return { node, interface: port };
}

/** Options as `match_type=portdescr, match_hostname=fqdn` or `lldptmpl=NAME`. */
function optionsOf(graph: DotGraph, text: string, line: number, base: Options): Options {
  const options = { ...base };
  for (const part of text.split(",")) {
    const [name = "", value = ""] = part.split("=", 2).map((word) => word.trim());
    if (name === "match_type" && (value === "ifname" || value === "portdescr")) options.match = value;
    else if (name === "match_hostname" && (value === "hostname" || value === "fqdn")) options.fqdn = value === "fqdn";
    else if (name === "lldptmpl") Object.assign(options, template(graph, value, line, base));
    else if (name !== "")
      throw new PlanError(line, `unknown LLDP option ${JSON.stringify(part.trim())}; there are match_type, match_hostname and lldptmpl`);
  }
  return options;
}

function template(graph: DotGraph, name: string, line: number, base: Options): Options {
  const found = graph.settings.get(name);
  if (!found) throw new PlanError(line, `no template ${JSON.stringify(name)} in this file`);
  if (found.value.includes("lldptmpl")) throw new PlanError(found.line, `template ${JSON.stringify(name)} names a template`);
  return optionsOf(graph, found.value, found.line, base);
}

import type { Plan, PlannedEnd } from "../../topology/index.ts";
import { fieldOf, linesOfItems } from "./json-file.ts";
import { PlanBuilder } from "./plan-builder.ts";
import { PlanError } from "./plan-fault.ts";

/** containerlab's `topology-data.json`, with the ends of a link under `endpoints` or beside one another. Throws PlanError. */
export function readTopologyData(value: unknown, text: string, source: string): Plan {
  const builder = new PlanBuilder(source);
  const links = fieldOf(value, "links");
  if (!Array.isArray(links)) throw new PlanError(1, '"links" is no list');
  const nodes = fieldOf(value, "nodes");
  const lines = linesOfItems(text, "links");
  if (lines.length !== links.length) throw new PlanError(lines[0] ?? 1, 'an entry of "links" is no object');
  for (const [index, link] of links.entries()) {
    const line = lines[index] as number;
    const ends = fieldOf(link, "endpoints") ?? link;
    builder.link({ a: endOf(ends, "a", nodes, line), b: endOf(ends, "z", nodes, line), match: "ifname", fqdn: false, line });
  }
  for (const name of typeof nodes === "object" && nodes !== null ? Object.keys(nodes) : []) builder.node(name, 1);
  return builder.plan();
}

function endOf(ends: unknown, side: string, nodes: unknown, line: number): PlannedEnd {
  const end = fieldOf(ends, side);
  const [node, name] = [fieldOf(end, "node"), fieldOf(end, "interface")];
  if (typeof node !== "string" || typeof name !== "string") throw new PlanError(line, `end "${side}" lacks "node" or "interface"`);
  const long = fieldOf(fieldOf(nodes, node), "longname");
  return typeof long === "string" && long !== node ? { node, interface: name, aliases: [long] } : { node, interface: name };
}

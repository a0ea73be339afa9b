import type { Plan, PlannedEnd } from "../../topology/index.ts";
import { fieldOf, linesOfItems } from "./json-file.ts";
import { PlanBuilder } from "./plan-builder.ts";
import { PlanError } from "./plan-fault.ts";

/** Batfish's `layer1_topology.json`. A link may stand there in both directions; Batfish ignores a port joined to itself, and so do we. Throws PlanError. */
export function readBatfish(value: unknown, text: string, source: string): Plan {
  const builder = new PlanBuilder(source);
  const edges = fieldOf(value, "edges");
  if (!Array.isArray(edges)) throw new PlanError(1, '"edges" is no list');
  const lines = linesOfItems(text, "edges");
  if (lines.length !== edges.length) throw new PlanError(lines[0] ?? 1, 'an entry of "edges" is no object');
  for (const [index, edge] of edges.entries()) {
    const line = lines[index] as number;
    const [a, b] = [endOf(edge, "node1", line), endOf(edge, "node2", line)];
    if (a.node !== b.node || a.interface !== b.interface) builder.link({ a, b, match: "ifname", fqdn: false, line });
  }
  return builder.plan();
}

function endOf(edge: unknown, side: string, line: number): PlannedEnd {
  const end = fieldOf(edge, side);
  const [node, name] = [fieldOf(end, "hostname"), fieldOf(end, "interfaceName")];
  if (typeof node === "string" && typeof name === "string") return { node, interface: name };
  throw new PlanError(line, `"${side}" lacks "hostname" or "interfaceName"`);
}

import type { ApiDeps } from "../../api/index.ts";
import { readPlan, writeGraph } from "../../formats/index.ts";
import type { GraphView } from "../../topology/index.ts";

/** Plans in, graphs out. A topology of the past goes without the bridges of today. */
export function formatsOf(graph: GraphView): Pick<ApiDeps, "readPlan" | "writeGraph"> {
  return {
    readPlan,
    writeGraph: (topology, format) => writeGraph(topology, format, topology.revision === graph.revision ? graph.bridges() : []),
  };
}

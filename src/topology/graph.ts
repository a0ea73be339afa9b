import type { Graph, GraphOptions } from "./graph-view.ts";

/** An empty graph at revision 0. */
export function createGraph(options: GraphOptions): Graph {
  throw new Error(`no graph for ${options.epoch} yet`);
}

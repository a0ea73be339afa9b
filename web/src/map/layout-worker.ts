import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { LayoutAnswer, LayoutRequest } from "./layout.ts";

// Places nodes by force, away from the page's thread. Nodes that have a place already are fixed: only what is new moves.
self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  const graph = new Graph({ multi: false, type: "undirected" });
  for (const { id, x, y, fixed, size } of data.nodes) graph.addNode(id, { x, y, fixed, size });
  for (const [source, target] of data.edges) if (source !== target && !graph.hasEdge(source, target)) graph.addEdge(source, target);
  const settings = { ...forceAtlas2.inferSettings(graph), adjustSizes: false, strongGravityMode: true, gravity: 0.05, scalingRatio: 12 };
  forceAtlas2.assign(graph, { iterations: data.iterations, settings });
  const places: LayoutAnswer["places"] = graph.mapNodes((id, { x, y }) => [id, x as number, y as number] as const);
  self.postMessage({ request: data.request, places } satisfies LayoutAnswer);
};

import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { packed } from "../../../src/topology/shelves.ts";
import type { LayoutAnswer, LayoutRequest } from "./layout.ts";

type Nodes = LayoutRequest["nodes"];
type Placed = LayoutAnswer["places"];

/** Between nodes, in the units of the map. */
const gap = 40;
/** Nodes times rounds that a whole arrangement costs at most: a second or two of one core. */
const effort = 150_000;

/** Each connected part by force (ForceAtlas2) from the places given, all parts to one scale, packed beside each other. */
export function arrangeByForce(nodes: Nodes, edges: LayoutRequest["edges"]): Placed {
  const whole = new Graph({ multi: false, type: "undirected" });
  for (const { id, x, y, room } of nodes) whole.addNode(id, { x, y, room, size: 1 });
  for (const [source, target] of edges) if (source !== target && !whole.hasEdge(source, target)) whole.addEdge(source, target);
  const parts = partsOf(whole).map((ids) => arranged(whole, ids, Math.min(300, Math.max(20, Math.round(effort / nodes.length)))));
  const boxes = parts.map((part) => ({ width: extent(part, 1), height: extent(part, 2) }));
  const corners = packed(boxes, 2 * gap);
  return parts.flatMap((part, index) => {
    const [left, top] = [least(part, 1), least(part, 2)];
    const corner = corners[index] as { x: number; y: number };
    return part.map(([id, x, y]) => [id, corner.x + x - left, -(corner.y + y - top)] as const);
  });
}

function partsOf(graph: Graph): readonly (readonly string[])[] {
  const seen = new Set<string>();
  const parts: string[][] = [];
  const alone: string[] = [];
  graph.forEachNode((start) => {
    if (seen.has(start)) return;
    const part = [start];
    seen.add(start);
    for (const id of part)
      graph.forEachNeighbor(id, (next) => {
        if (seen.has(next)) return;
        seen.add(next);
        part.push(next);
      });
    if (part.length === 1) alone.push(start);
    else parts.push(part);
  });
  if (alone.length > 0) parts.push(alone);
  return parts;
}

function arranged(whole: Graph, ids: readonly string[], rounds: number): Placed {
  const room = ids.reduce((most, id) => Math.max(most, whole.getNodeAttribute(id, "room") as number), gap);
  if (ids.length > 1 && ids.every((id) => whole.degree(id) === 0)) return rows(ids, room);
  const part = new Graph({ multi: false, type: "undirected" });
  for (const id of ids) part.addNode(id, { ...whole.getNodeAttributes(id) });
  for (const id of ids)
    whole.forEachNeighbor(id, (other) => {
      if (!part.hasEdge(id, other)) part.addEdge(id, other);
    });
  const settings = { ...forceAtlas2.inferSettings(part), gravity: 0.3, scalingRatio: 20, barnesHutOptimize: ids.length > 400, barnesHutTheta: 0.9 };
  forceAtlas2.assign(part, { iterations: rounds, settings });
  // Force knows no scale: links come out at about one and a half gaps, so that parts fit each other and labels have room.
  const lengths = part.mapEdges((_, __, ___, ____, one, other) =>
    Math.hypot(Number(one["x"]) - Number(other["x"]), Number(one["y"]) - Number(other["y"])),
  );
  const middle = lengths.sort((one, other) => one - other)[Math.floor(lengths.length / 2)] ?? 1;
  const scale = (1.5 * room) / Math.max(1e-6, middle);
  return part.mapNodes((id, { x, y }) => [id, Number(x) * scale, Number(y) * scale] as const);
}

function rows(ids: readonly string[], room: number): Placed {
  const columns = Math.ceil(Math.sqrt(ids.length * 1.7));
  return ids.map((id, index) => [id, (index % columns) * room, Math.floor(index / columns) * room] as const);
}

const least = (part: Placed, axis: 1 | 2): number => part.reduce((held, place) => Math.min(held, place[axis]), Number.POSITIVE_INFINITY);

const extent = (part: Placed, axis: 1 | 2): number =>
  part.reduce((held, place) => Math.max(held, place[axis]), Number.NEGATIVE_INFINITY) - least(part, axis);

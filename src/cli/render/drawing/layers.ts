import { type DrawnGraph, neighborsIn } from "./drawn-graph.ts";

type Neighbors = ReadonlyMap<string, ReadonlySet<string>>;
export type Layers = readonly (readonly string[])[];

const sweeps = 6;

/** The connected parts of a graph, each as layers of node ids from top to bottom, not in order yet; a line never leads over more than one layer. */
export function layersOf(graph: DrawnGraph): readonly Layers[] {
  const neighbors = neighborsIn(graph);
  const parts: Layers[] = [];
  const seen = new Set<string>();
  for (const { id } of graph.nodes) {
    if (seen.has(id)) continue;
    const part = distances([id], neighbors);
    for (const member of part.keys()) seen.add(member);
    const depths = new Map(graph.nodes.filter((node) => part.has(node.id)).map((node) => [node.id, node.depth]));
    const members = [...depths.keys()];
    parts.push(layersAt(members, knownDepths(depths, neighbors) ?? depthsOf(members, neighbors)));
  }
  return parts;
}

/** The same graph, its nodes with the layer that they stand in. */
export function withDepths(graph: DrawnGraph, parts: readonly Layers[]): DrawnGraph {
  const depths = new Map(parts.flatMap((layers) => layers.flatMap((layer, depth) => layer.map((id) => [id, depth] as const))));
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, depth: depths.get(node.id) ?? null })) };
}

/** Steps from the nearest of the starts, by node. */
function distances(starts: readonly string[], neighbors: Neighbors): ReadonlyMap<string, number> {
  const distance = new Map(starts.map((id) => [id, 0]));
  for (const id of distance.keys()) {
    for (const next of neighbors.get(id) ?? []) if (!distance.has(next)) distance.set(next, (distance.get(id) as number) + 1);
  }
  return distance;
}

/** The depths that the boxes had before they were gathered, when lines would still lead over no more than one layer. */
function knownDepths(depths: ReadonlyMap<string, number | null>, neighbors: Neighbors): ReadonlyMap<string, number> | null {
  const known = new Map<string, number>();
  for (const [id, depth] of depths) {
    if (depth === null) return null;
    known.set(id, depth);
  }
  const near = (id: string, other: string) => Math.abs((known.get(id) as number) - (known.get(other) as number)) <= 1;
  return [...known.keys()].every((id) => [...(neighbors.get(id) ?? [])].every((other) => near(id, other))) ? known : null;
}

/** What is farthest from the ends (the nodes with the fewest neighbors) stands at the top: the spines of a fabric, the middle of a chain. */
function depthsOf(members: readonly string[], neighbors: Neighbors): ReadonlyMap<string, number> {
  const degree = (id: string) => neighbors.get(id)?.size ?? 0;
  const fewest = Math.min(...members.map(degree));
  const height = distances(
    members.filter((id) => degree(id) === fewest),
    neighbors,
  );
  const highest = Math.max(...height.values());
  return distances(highest === 0 ? members.slice(0, 1) : members.filter((id) => height.get(id) === highest), neighbors);
}

function layersAt(members: readonly string[], depths: ReadonlyMap<string, number>): string[][] {
  const layers: string[][] = [];
  for (const id of members) {
    const depth = depths.get(id) as number;
    const layer = layers[depth];
    if (layer) layer.push(id);
    else layers[depth] = [id];
  }
  return layers;
}

/** Sorts each layer by where its neighbors stand in the layer before it, up and down in turn, so that fewer lines cross. */
export function untangled(unordered: Layers, graph: DrawnGraph): Layers {
  const neighbors = neighborsIn(graph);
  const layers = unordered.map((layer) => [...layer]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < layers.length; step++) {
      const [from, to] = down ? [step - 1, step] : [layers.length - step, layers.length - step - 1];
      const places = new Map(layers[from]?.map((id, index) => [id, index]));
      const own = new Map(layers[to]?.map((id, index) => [id, index]));
      const wanted = (id: string) => {
        const near = [...(neighbors.get(id) ?? [])].flatMap((each) => places.get(each) ?? []);
        return near.length === 0 ? (own.get(id) as number) : near.reduce((sum, each) => sum + each, 0) / near.length;
      };
      layers[to]?.sort((a, b) => wanted(a) - wanted(b) || (own.get(a) as number) - (own.get(b) as number));
    }
  }
  return layers;
}

import type { TopologyDocument } from "./documents.ts";

export interface Place {
  readonly x: number;
  /** Grows downward: the best connected systems stand on top. */
  readonly y: number;
}

const gap = 40;
const sweeps = 4;

/**
 * First places for every node, the same for the same graph: each connected part in tiers by its distance from its best connected nodes,
 * each tier ordered by the middle of its neighbors above; a part without tiers (a ring, a mesh of equals) on a circle. Linear but for sorting.
 */
export function tierPlaces(topology: TopologyDocument): ReadonlyMap<string, Place> {
  const neighbors = adjacency(topology);
  const places = new Map<string, Place>();
  const seen = new Set<string>();
  let left = 0;
  for (const id of neighbors.keys()) {
    if (seen.has(id)) continue;
    const part = component(id, neighbors, seen);
    const arranged = arrange(part, neighbors);
    let right = 0;
    for (const [node, { x, y }] of arranged) {
      places.set(node, { x: left + x, y });
      right = Math.max(right, x);
    }
    left += right + gap;
  }
  return places;
}

function adjacency(topology: TopologyDocument): Map<string, Set<string>> {
  // A port on a segment belongs to its system; the segment is one more neighbor of that system.
  const owner = new Map(
    topology.nodes.filter((node) => node.kind !== "segment").flatMap((node) => node.ports.map((port) => [port, node.id] as const)),
  );
  const neighbors = new Map(topology.nodes.map((node) => [node.id, new Set<string>()]));
  const join = (one: string | undefined, other: string | undefined) => {
    if (one === undefined || other === undefined || one === other) return;
    neighbors.get(one)?.add(other);
    neighbors.get(other)?.add(one);
  };
  for (const { a, b } of topology.links) join(owner.get(a), owner.get(b));
  for (const node of topology.nodes) if (node.kind === "segment") for (const port of node.ports) join(node.id, owner.get(port));
  return neighbors;
}

function component(start: string, neighbors: ReadonlyMap<string, ReadonlySet<string>>, seen: Set<string>): string[] {
  const part = [start];
  seen.add(start);
  for (const id of part) {
    for (const next of neighbors.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      part.push(next);
    }
  }
  return part;
}

function arrange(part: readonly string[], neighbors: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Place> {
  const degree = (id: string) => neighbors.get(id)?.size ?? 0;
  const most = Math.max(...part.map(degree));
  const tiers: string[][] = [part.filter((id) => degree(id) === most)];
  if (tiers[0]?.length === part.length && part.length > 3) return circle(part, neighbors);
  const placed = new Set(tiers[0]);
  for (let tier = tiers[0] as string[]; tier.length > 0; ) {
    const next: string[] = [];
    for (const id of tier)
      for (const other of neighbors.get(id) ?? []) {
        if (placed.has(other)) continue;
        placed.add(other);
        next.push(other);
      }
    if (next.length > 0) tiers.push(next);
    tier = next;
  }
  return spread(tiers, neighbors);
}

// Walks from neighbor to neighbor, so that a ring comes out as one.
function circle(part: readonly string[], neighbors: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Place> {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of part) {
    for (let id: string | undefined = start; id !== undefined && !seen.has(id); ) {
      seen.add(id);
      order.push(id);
      id = [...(neighbors.get(id) ?? [])].find((next) => !seen.has(next));
    }
  }
  const radius = (order.length * gap) / (2 * Math.PI);
  return new Map(order.map((id, index) => [id, onCircle(radius, (2 * Math.PI * index) / order.length)]));
}

const onCircle = (radius: number, angle: number): Place => ({
  x: Math.round(radius * (1 + Math.sin(angle))),
  y: Math.round(radius * (1 - Math.cos(angle))),
});

function spread(tiers: readonly (readonly string[])[], neighbors: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Place> {
  const width = Math.max(...tiers.map((tier) => tier.length)) * gap;
  const rank = new Map<string, number>();
  const settle = (tier: readonly string[]) => {
    for (const [index, id] of tier.entries()) rank.set(id, ((index + 0.5) / tier.length) * width);
  };
  for (const tier of tiers) settle(tier);
  let ordered = tiers.map((tier) => [...tier]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    ordered = ordered.map((tier) => {
      const middle = new Map(tier.map((id) => [id, mean([...(neighbors.get(id) ?? [])].map((other) => rank.get(other) ?? 0))]));
      const sorted = [...tier].sort((one, other) => (middle.get(one) ?? 0) - (middle.get(other) ?? 0) || (one < other ? -1 : 1));
      settle(sorted);
      return sorted;
    });
  }
  return new Map(ordered.flatMap((tier, depth) => tier.map((id) => [id, { x: Math.round(rank.get(id) ?? 0), y: depth * 3 * gap }] as const)));
}

const mean = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length);

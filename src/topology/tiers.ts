import type { TopologyDocument } from "./documents.ts";
import type { Place } from "./place.ts";
import { packed } from "./shelves.ts";
import { spreadTiers } from "./tier-order.ts";
import { tierRoots } from "./tier-roots.ts";

type Neighbors = ReadonlyMap<string, ReadonlySet<string>>;

/** Between two nodes side by side. */
export const placeGap = 40;

/**
 * First places for every node, the same for the same graph: each connected part in tiers by its distance from its middle, each tier in the
 * order of its neighbors above; a part without tiers (a ring, a mesh of equals) on a circle; nodes without a link in rows. The parts are
 * packed beside each other. Linear but for sorting, within a part and in the number of parts squared.
 */
export function tierPlaces(topology: TopologyDocument): ReadonlyMap<string, Place> {
  const neighbors = adjacency(topology);
  const seen = new Set<string>();
  const parts: ReadonlyMap<string, Place>[] = [];
  const alone: string[] = [];
  for (const id of neighbors.keys()) {
    if (seen.has(id)) continue;
    const part = component(id, neighbors, seen);
    if (part.length === 1) alone.push(id);
    else parts.push(arrange(part, neighbors));
  }
  if (alone.length > 0) parts.push(rows(alone));
  return together(parts);
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

function component(start: string, neighbors: Neighbors, seen: Set<string>): string[] {
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

function arrange(part: readonly string[], neighbors: Neighbors): ReadonlyMap<string, Place> {
  const degrees = new Set(part.map((id) => neighbors.get(id)?.size ?? 0));
  if (degrees.size === 1 && part.length > 3) return circle(part, neighbors);
  const tiers: string[][] = [[...tierRoots(part, neighbors)]];
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
  return spreadTiers(tiers, neighbors, placeGap);
}

// Walks from neighbor to neighbor, so that a ring comes out as one.
function circle(part: readonly string[], neighbors: Neighbors): ReadonlyMap<string, Place> {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of part) {
    for (let id: string | undefined = start; id !== undefined && !seen.has(id); ) {
      seen.add(id);
      order.push(id);
      id = [...(neighbors.get(id) ?? [])].find((next) => !seen.has(next));
    }
  }
  const radius = (order.length * placeGap) / (2 * Math.PI);
  return new Map(order.map((id, index) => [id, onCircle(radius, (2 * Math.PI * index) / order.length)]));
}

const onCircle = (radius: number, angle: number): Place => ({
  x: Math.round(radius * (1 + Math.sin(angle))),
  y: Math.round(radius * (1 - Math.cos(angle))),
});

function rows(ids: readonly string[]): ReadonlyMap<string, Place> {
  const columns = Math.ceil(Math.sqrt(ids.length * 2));
  return new Map(ids.map((id, index) => [id, { x: (index % columns) * placeGap * 1.5, y: Math.floor(index / columns) * placeGap }]));
}

function together(parts: readonly ReadonlyMap<string, Place>[]): ReadonlyMap<string, Place> {
  const boxes = parts.map((part) => {
    const places = [...part.values()];
    const width = places.reduce((most, { x }) => Math.max(most, x), 0);
    return { width, height: places.reduce((most, { y }) => Math.max(most, y), 0) };
  });
  const corners = packed(boxes, 2 * placeGap);
  return new Map(
    parts.flatMap((part, index) => {
      const corner = corners[index] as Place;
      return [...part].map(([id, { x, y }]) => [id, { x: Math.round(corner.x + x), y: Math.round(corner.y + y) }] as const);
    }),
  );
}

type Neighbors = ReadonlyMap<string, ReadonlySet<string>>;

/** Walks from that many places, each as far as it gets from those before. */
const walks = 12;

/**
 * The nodes in the middle of a connected part, which stand in its upper tier: those that have the shortest way to the farthest node, as
 * the spines of a fabric have, and their peers. Linear: the farthest node is looked for from a few places only, far from each other.
 */
export function tierRoots(part: readonly string[], neighbors: Neighbors): readonly string[] {
  const farthest = new Map(part.map((id) => [id, 0]));
  const nearest = new Map(part.map((id) => [id, Number.POSITIVE_INFINITY]));
  let start = part.reduce((held, id) => (degree(neighbors, id) < degree(neighbors, held) ? id : held));
  for (let walk = 0; walk < Math.min(walks, part.length); walk++) {
    for (const [id, distance] of distances(start, neighbors)) {
      farthest.set(id, Math.max(farthest.get(id) ?? 0, distance));
      nearest.set(id, Math.min(nearest.get(id) ?? 0, distance));
    }
    // Of those that are equally far the one with the fewest links: an edge of the network, not its middle.
    start = part.reduce((held, id) => (farther(id, held, nearest, neighbors) ? id : held));
  }
  const least = Math.min(...farthest.values());
  const middle = part.filter((id) => farthest.get(id) === least);
  const most = Math.max(...middle.map((id) => degree(neighbors, id)));
  const roots: string[] = middle.filter((id) => degree(neighbors, id) === most);
  // Of the others those that stand beside them, not below.
  for (const id of middle)
    if (degree(neighbors, id) < most && degree(neighbors, id) * 2 > most && !roots.some((root) => neighbors.get(root)?.has(id))) roots.push(id);
  return [...roots, ...peersOf(roots, most, part, neighbors)];
}

const degree = (neighbors: Neighbors, id: string): number => neighbors.get(id)?.size ?? 0;

function farther(id: string, held: string, nearest: ReadonlyMap<string, number>, neighbors: Neighbors): boolean {
  const [one, other] = [nearest.get(id) ?? 0, nearest.get(held) ?? 0];
  return one > other || (one === other && degree(neighbors, id) < degree(neighbors, held));
}

function distances(start: string, neighbors: Neighbors): ReadonlyMap<string, number> {
  const found = new Map([[start, 0]]);
  for (const [id, distance] of found) for (const next of neighbors.get(id) ?? []) if (!found.has(next)) found.set(next, distance + 1);
  return found;
}

// A spine that lost a cable is no longer in the middle, but still joins most of what the others join.
function peersOf(roots: readonly string[], most: number, part: readonly string[], neighbors: Neighbors): readonly string[] {
  const below = new Set(roots.flatMap((root) => [...(neighbors.get(root) ?? [])]));
  const held = new Set(roots);
  if (roots.some((root) => below.has(root)) || most < 3) return [];
  return part.filter((id) => {
    const joined = neighbors.get(id) ?? new Set();
    return !held.has(id) && !below.has(id) && joined.size * 2 > most && [...joined].every((other) => below.has(other));
  });
}

type Pair = readonly [number, number];

interface Neighbor {
  readonly node: number;
  /** Address of that neighbor on the link. */
  readonly address: string;
}

/** More equal next hops than that are left out. */
const maxHops = 8;

/**
 * For each node its routes to every other's loopback, over all shortest paths. `hop(link, side)` is the address at end 0 or 1 of a link.
 * Nodes that cannot be reached get no route.
 */
export function shortestRoutes(
  count: number,
  pairs: readonly Pair[],
  addresses: { loopback(node: number): string; hop(link: number, side: 0 | 1): string },
): string[][] {
  const neighbors: Neighbor[][] = Array.from({ length: count }, () => []);
  for (const [link, [a, b]] of pairs.entries()) {
    neighbors[a]?.push({ node: b, address: addresses.hop(link, 1) });
    neighbors[b]?.push({ node: a, address: addresses.hop(link, 0) });
  }
  const tables: string[][] = Array.from({ length: count }, () => []);
  for (let target = 0; target < count; target++) {
    const distance = distances(target, neighbors);
    for (let node = 0; node < count; node++) {
      const mine = distance[node] ?? Infinity;
      if (node === target || mine === Infinity) continue;
      const hops = (neighbors[node] ?? []).filter((next) => distance[next.node] === mine - 1).slice(0, maxHops);
      tables[node]?.push(`${addresses.loopback(target)}/32 ${hops.map((hop) => `via ${hop.address}`).join(" ")}`);
    }
  }
  return tables;
}

function distances(from: number, neighbors: readonly (readonly Neighbor[])[]): number[] {
  const distance = new Array<number>(neighbors.length).fill(Infinity);
  distance[from] = 0;
  const queue = [from];
  for (const node of queue)
    for (const next of neighbors[node] ?? [])
      if (distance[next.node] === Infinity) {
        distance[next.node] = (distance[node] as number) + 1;
        queue.push(next.node);
      }
  return distance;
}

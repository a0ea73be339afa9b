import { type LabFile, writeLabFile } from "./lab-file.ts";
import { InterfaceNames, tenNet } from "./numbering.ts";
import { shortestRoutes } from "./shortest-routes.ts";

export const shapes = ["ring", "star", "tree", "random"] as const;
export type Shape = (typeof shapes)[number];

export interface GraphOptions {
  readonly name: string;
  /** 2 to 10,000; a ring has at least 3. */
  readonly nodes: number;
  /** Tree: children of each node. Default 2. */
  readonly fanOut?: number;
  /** Random: cables besides those that make it connected. Default: as many as nodes. */
  readonly extra?: number;
  /** Random: equal seeds give equal files. Default 1. */
  readonly seed?: number;
  /** Every node forwards and has a static shortest path to every other's loopback address. At most 128 nodes: routes grow with the square. */
  readonly routes?: boolean;
}

type Pair = readonly [number, number];

const ring = (count: number): Pair[] => Array.from({ length: count }, (_, index) => [index, (index + 1) % count] as const);
const tree = (count: number, fanOut: number): Pair[] =>
  Array.from({ length: count - 1 }, (_, index) => [Math.floor(index / fanOut), index + 1] as const);

/** Mulberry32: small, seeded, the same everywhere. Gives whole numbers below `limit`. */
function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

function random(count: number, extra: number, seed: number): Pair[] {
  const below = generator(seed);
  const pairs: Pair[] = Array.from({ length: count - 1 }, (_, index) => [below(index + 1), index + 1] as const);
  for (let more = 0; more < extra; more++) {
    const first = below(count);
    const second = below(count - 1);
    pairs.push([first, second < first ? second : second + 1]);
  }
  return pairs;
}

/** A bridge that forwards LLDP in the middle, everybody in one subnet. */
function star({ name, nodes }: GraphOptions): LabFile {
  const names = new InterfaceNames();
  const length = 32 - Math.ceil(Math.log2(nodes + 2));
  const members = Array.from({ length: nodes }, (_, index) => ({ name: `n${index + 1}`, addresses: { eth1: `${tenNet(index + 1)}/${length}` } }));
  return {
    name,
    comment: `${nodes} nodes around one bridge`,
    forwardingGroups: [],
    nodes: [{ name: "hub", kind: "bridge", groupFwdMask: 0x4000 }, ...members],
    links: members.map((member) => [`${member.name}:eth1`, `hub:${names.next("hub")}`] as const),
  };
}

function meshed({ name, nodes, routes = false }: GraphOptions, comment: string, pairs: readonly Pair[]): LabFile {
  const names = new InterfaceNames();
  const label = (node: number) => `n${node + 1}`;
  const addresses: Record<string, string>[] = Array.from({ length: nodes }, (_, index) => (routes ? { lo: `${tenNet(index + 1)}/32` } : {}));
  const links = pairs.map(([a, b], index) => {
    const [near, far] = [names.next(label(a)), names.next(label(b))];
    const offset = (1 << 16) + 2 * index;
    (addresses[a] as Record<string, string>)[near] = `${tenNet(offset)}/31`;
    (addresses[b] as Record<string, string>)[far] = `${tenNet(offset + 1)}/31`;
    return [`${label(a)}:${near}`, `${label(b)}:${far}`] as const;
  });
  const tables = routes
    ? shortestRoutes(nodes, pairs, { loopback: (node) => tenNet(node + 1), hop: (link, side) => tenNet((1 << 16) + 2 * link + side) })
    : null;
  return {
    name,
    comment,
    forwardingGroups: routes ? ["routers"] : [],
    nodes: addresses.map((table, index) => ({
      name: label(index),
      ...(tables === null ? {} : { group: "routers", routes: tables[index] ?? [] }),
      addresses: table,
    })),
    links,
  };
}

/** The text of a lab file of that shape. */
export function graph(shape: Shape, options: GraphOptions): string {
  const { nodes, fanOut = 2, extra = nodes, seed = 1 } = options;
  switch (shape) {
    case "ring":
      return writeLabFile(meshed(options, `a ring of ${nodes} nodes`, ring(nodes)));
    case "tree":
      return writeLabFile(meshed(options, `a tree of ${nodes} nodes, ${fanOut} below each`, tree(nodes, fanOut)));
    case "random":
      return writeLabFile(meshed(options, `a connected random network of ${nodes} nodes, seed ${seed}`, random(nodes, extra, seed)));
    case "star":
      return writeLabFile(star(options));
  }
}

import { describe, expect, it } from "vitest";
import type { LinkDocument, NodeDocument, TopologyDocument } from "../../../src/topology/index.ts";
import { tierPlaces } from "../../../src/topology/tiers.ts";

function topology(pairs: readonly (readonly [string, string])[]): TopologyDocument {
  const ports = new Map<string, string[]>();
  const links = pairs.map(([one, other], index) => {
    const [a, b] = [`${one}:e${index}`, `${other}:e${index}`];
    ports.set(one, [...(ports.get(one) ?? []), a]);
    ports.set(other, [...(ports.get(other) ?? []), b]);
    return { id: `${a}--${b}`, a, b } as LinkDocument;
  });
  const nodes = [...ports].map(([id, list]) => ({ id, kind: "system", name: id, ports: list }) as unknown as NodeDocument);
  return { schema: 1, epoch: "e", revision: 1, generatedAt: "", nodes, links };
}

const ring = (count: number) => topology(Array.from({ length: count }, (_, index) => [`n${index}`, `n${(index + 1) % count}`] as const));

describe("first places", () => {
  it("put the spines of a leaf-spine on top, leaves below, servers at the bottom", () => {
    const pairs: [string, string][] = [];
    for (let leaf = 0; leaf < 4; leaf++) {
      for (let spine = 0; spine < 2; spine++) pairs.push([`leaf${leaf}`, `spine${spine}`]);
      pairs.push([`leaf${leaf}`, `server${leaf}`]);
    }
    const places = tierPlaces(topology(pairs));
    const heights = (prefix: string) => new Set([...places].filter(([id]) => id.startsWith(prefix)).map(([, { y }]) => y));
    const [spine, leaf, server] = ["spine", "leaf", "server"].map((prefix) => [...heights(prefix)]) as [number[], number[], number[]];
    expect([spine.length, leaf.length, server.length]).toEqual([1, 1, 1]);
    expect((spine[0] as number) < (leaf[0] as number) && (leaf[0] as number) < (server[0] as number)).toBe(true);
  });

  it("put a ring on a circle, neighbors side by side, nobody on another's place", () => {
    const places = tierPlaces(ring(40));
    expect(new Set([...places.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(40);
    const distance = (one: string, other: string) =>
      Math.hypot((places.get(one)?.x ?? 0) - (places.get(other)?.x ?? 0), (places.get(one)?.y ?? 0) - (places.get(other)?.y ?? 0));
    for (let index = 0; index < 40; index++) expect(distance(`n${index}`, `n${(index + 1) % 40}`)).toBeLessThan(50);
  });

  it("are the same for the same graph, and give every node one, also without links", () => {
    const graph = ring(12);
    const lonely = { ...graph, nodes: [...graph.nodes, { id: "alone", ports: [] } as unknown as NodeDocument] };
    expect([...tierPlaces(lonely)]).toEqual([...tierPlaces(lonely)]);
    expect(tierPlaces(lonely).has("alone")).toBe(true);
  });
});

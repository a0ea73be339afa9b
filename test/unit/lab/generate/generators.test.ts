import { describe, expect, test } from "vitest";
import { parseLab } from "../../../../src/lab/file/parse-lab.ts";
import { clos } from "../../../../src/lab/generate/clos.ts";
import { graph, shapes } from "../../../../src/lab/generate/graphs.ts";
import type { Lab, LabNode } from "../../../../src/lab/model.ts";

function lab(text: string): Lab {
  const parsed = parseLab(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults.slice(0, 3)));
  return parsed.lab;
}

/** Address to owner, of all nodes. Fails when one address is there twice. */
function owners({ nodes }: Lab): Map<string, string> {
  const byAddress = new Map<string, string>();
  for (const node of nodes)
    for (const { address } of node.addresses) {
      const bare = address.replace(/\/.*/, "");
      expect(byAddress.has(bare), `${bare} twice`).toBe(false);
      byAddress.set(bare, node.name);
    }
  return byAddress;
}

const value = (address: string) => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);

interface Walk {
  readonly byAddress: ReadonlyMap<string, string>;
  readonly nodes: ReadonlyMap<string, LabNode>;
}
const walkOf = (network: Lab): Walk => ({ byAddress: owners(network), nodes: new Map(network.nodes.map((node) => [node.name, node])) });

/** The nodes that a packet may pass, chosen at random among equal hops, or null when it gets lost. */
function trace({ byAddress, nodes }: Walk, from: string, to: string, pick: (count: number) => number): string[] | null {
  const path = [from];
  for (let at = from; path.length < 64; path.push(at)) {
    const node = nodes.get(at);
    if (node === undefined) return null;
    if (node.addresses.some(({ address }) => address.startsWith(`${to}/`))) return path;
    const connected = node.addresses.find(({ address }) => covers(address, to));
    const route = [...node.routes].sort((a, b) => length(b.to) - length(a.to)).find((each) => each.to === "default" || covers(each.to, to));
    const hop = connected === undefined ? route?.via[pick(route.via.length)] : to;
    if (hop === undefined || (path.length > 1 && !node.forwarding)) return null;
    at = byAddress.get(hop) ?? "";
  }
  return null;
}
const length = (prefix: string) => (prefix === "default" ? 0 : Number(prefix.split("/")[1]));
function covers(prefix: string, address: string): boolean {
  const [network = "", bits = "32"] = prefix.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(value(network) / size) === Math.floor(value(address) / size);
}

describe("clos", () => {
  test.each([
    [1, 1, 2],
    [2, 4, 8],
    [4, 20, 200],
    [3, 7, 100],
    [2, 2, 600],
  ])("%i spines, %i leaves, %i servers: every server reaches every other by every choice of equal paths", (spines, leaves, servers) => {
    const network = lab(clos({ name: "dc", spines, leaves, servers }));
    expect(network.nodes).toHaveLength(spines + leaves + servers);
    expect(network.links).toHaveLength(spines * leaves + servers);
    const addressOf = new Map(network.nodes.map((node) => [node.name, node.addresses[0]?.address.replace(/\/.*/, "") ?? ""]));
    const names = Array.from({ length: servers }, (_, index) => `server${index + 1}`);
    const walk = walkOf(network);
    const step = Math.max(1, Math.floor(servers / 9));
    for (let from = 0; from < servers; from += step)
      for (let to = 0; to < servers; to += step) {
        for (let spine = 0; spine < spines; spine++) {
          const path = trace(walk, names[from] as string, addressOf.get(names[to] as string) as string, (count) => spine % count);
          expect(path?.at(-1)).toBe(names[to]);
          expect(path?.length).toBeLessThanOrEqual(5);
        }
      }
  });

  test("servers are spread evenly", () => {
    const network = lab(clos({ name: "dc", spines: 2, leaves: 3, servers: 10 }));
    const below = [1, 2, 3].map(
      (leaf) => network.links.filter((link) => link.kind === "veth" && link.a.node.startsWith("server") && link.b.node === `leaf${leaf}`).length,
    );
    expect(below.sort()).toEqual([3, 3, 4]);
  });
});

describe.each(shapes)("%s", (shape) => {
  test.each([3, 10, 257])("%i nodes, connected, no address twice", (count) => {
    const network = lab(graph(shape, { name: shape, nodes: count }));
    owners(network);
    const reached = new Set([network.nodes[0]?.name]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const link of network.links)
        if (link.kind === "veth" && reached.has(link.a.node) !== reached.has(link.b.node)) {
          reached.add(link.a.node).add(link.b.node);
          grew = true;
        }
    }
    expect(reached.size).toBe(count + (shape === "star" ? 1 : 0));
  });
});

test.each(["ring", "tree", "random"] as const)("%s with routes: every loopback is reached by a shortest path", (shape) => {
  const network = lab(graph(shape, { name: shape, nodes: 20, routes: true, seed: 7 }));
  const walk = walkOf(network);
  for (const from of network.nodes)
    for (const to of network.nodes) {
      const address = to.addresses[0]?.address.replace(/\/.*/, "") as string;
      expect(trace(walk, from.name, address, (count) => (from.name.length + to.name.length) % count)?.at(-1)).toBe(to.name);
    }
});

test("equal seeds give equal files, other seeds others", () => {
  const text = (seed: number) => graph("random", { name: "r", nodes: 30, seed });
  expect(text(5)).toBe(text(5));
  expect(text(5)).not.toBe(text(6));
});

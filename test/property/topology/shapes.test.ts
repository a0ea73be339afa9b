import fc from "fast-check";
import { expect, test } from "vitest";
import { createGraph, type Fact } from "../../../src/topology/index.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";

// Networks of random shape in which everything works, told in random order: the graph has exactly their cables, each heard both ways, and
// exactly their shared media.

interface Bridge {
  readonly hosts: number;
  readonly forwards: boolean;
  readonly silent: boolean;
}

const shapes = fc.record({
  cables: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 }),
  bridges: fc.array(fc.record<Bridge>({ hosts: fc.nat(5), forwards: fc.boolean(), silent: fc.boolean() }), { maxLength: 4 }),
  macvlans: fc.nat(4),
});

type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

interface Expected {
  readonly network: SimulatedNetwork;
  readonly links: string[];
  readonly media: string[][];
}

function build({ cables, bridges, macvlans }: Shape): Expected {
  const network = new SimulatedNetwork();
  const links: string[] = [];
  const cable = (a: string, b: string) => {
    network.cable(a, b);
    return [a, b].sort().join("--");
  };
  for (const [index, [a, b]] of cables.entries()) links.push(cable(`n${a}:a${index}`, `n${b}:b${index}`));
  const media = bridges.map((bridge, index) => buildBridge(network, bridge, index, links, cable));
  if (macvlans > 0) {
    network.namespace("host").port("host:eno1", { kind: "dummy", watched: false });
    const ends = Array.from({ length: macvlans }, (_, index) => `m${index}:mv0`);
    for (const end of ends) network.namespace(end.slice(0, -4)).port(end, { kind: "macvlan", parent: "host:eno1" });
    if (macvlans === 2) links.push("m0:mv0--m1:mv0");
    if (macvlans > 2) links.push(...ends.map((end) => `${end}--segment:host:eno1`));
    media.push(ends);
  }
  return { network, links: links.sort(), media: media.filter((ends) => ends.length > 2).sort() };
}

/** Returns the hosts that share the bridge's medium; adds the links that the topology should have. */
function buildBridge(network: SimulatedNetwork, bridge: Bridge, index: number, links: string[], cable: (a: string, b: string) => string): string[] {
  const hosts = Array.from({ length: bridge.hosts }, (_, host) => `h${index}x${host}:eth0`);
  const ids = hosts.map((host, at) => cable(host, `sw${index}:p${at}`));
  const slaves = hosts.map((_, at) => `sw${index}:p${at}`);
  if (slaves.length > 0) network.bridge(`sw${index}:br0`, slaves, { mask: bridge.forwards ? 0x4000 : 0 });
  if (bridge.silent) network.unwatch(`sw${index}`);
  const plain = bridge.silent && bridge.forwards && hosts.length === 2;
  links.push(...(plain ? [hosts.join("--")] : ids));
  return bridge.forwards ? hosts : [];
}

/** Cables into a bridge where nobody speaks and which does not forward, or that ends at a single host: nothing is heard over them. */
function unheard(shape: Shape): Set<string> {
  const silent = shape.bridges.flatMap(({ silent, forwards, hosts }, index) =>
    silent && !(forwards && hosts > 1) ? Array.from({ length: hosts }, (_, host) => `h${index}x${host}:eth0--sw${index}:p${host}`) : [],
  );
  return new Set(silent);
}

test("a network is rebuilt exactly: nothing missing, nothing that is not there", () => {
  fc.assert(
    fc.property(shapes, fc.infiniteStream(fc.nat()), (shape, stream) => {
      const { network, links, media } = build(shape);
      const order = network.facts().map((fact): [number, Fact] => [stream.next().value as number, fact]);
      const graph = createGraph({ epoch: "e", wall: "" });
      for (const [, fact] of order.sort(([left], [right]) => left - right)) graph.apply([fact], "", 0);
      expect(graph.links().map(({ id }) => id)).toEqual(links);
      const quiet = unheard(shape);
      for (const { id, observed, wired, verdict } of graph.links()) {
        if (quiet.has(id)) expect(verdict).toBe("unverified");
        else expect([id, wired, observed.aToB, observed.bToA, verdict]).toEqual([id, true, true, true, "ok"]);
      }
      const segments = graph.nodes().filter(({ kind }) => kind === "segment");
      expect(segments.map(({ ports }) => ports).sort()).toEqual(media);
    }),
    { numRuns: 300 },
  );
});

import { describe, expect, test } from "vitest";
import { createGraph, type Fact, type Graph } from "../../../src/topology/index.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";
import { wall } from "./lab.ts";

const hosts = ["h1", "h2", "h3"];

/** Three systems on one bridge that forwards LLDP. */
function star(): SimulatedNetwork {
  const network = new SimulatedNetwork();
  for (const [index, host] of hosts.entries()) network.cable(`${host}:eth0`, `sw:p${index + 1}`);
  return network.bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"], { mask: 0x4000 });
}

/** The same facts as several machines tell them: each namespace on one of its own, and no kernel that knows a cable between two. */
function apart(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => {
    if (fact.kind === "namespace") return { ...fact, facts: { ...fact.facts, host: `machine-${fact.facts.id}` } };
    return fact.kind === "port" ? { ...fact, facts: { ...fact.facts, wiredTo: null } } : fact;
  });
}

function told(facts: readonly Fact[]): Graph {
  const graph = createGraph({ epoch: "e", wall });
  for (const fact of facts) graph.apply([fact], wall, 1000);
  return graph;
}

const picture = (graph: Graph) => ({
  links: graph.links().map(({ id, observed, verdict }) => ({ id, observed, verdict })),
  nodes: graph.nodes().map(({ id, kind, ports }) => ({ id, kind, ports })),
});

/** Every seventh, then every seventh after the first, and so on, from some start: many orders in which nothing comes where it came before. */
const stirred = (facts: readonly Fact[], start: number) =>
  facts.map((_, index) => facts[(start + index * 7) % facts.length] as Fact).filter((fact, index, all) => all.indexOf(fact) === index);

describe("a forwarding bridge whose hosts are on other machines", () => {
  const facts = star().facts();
  const whole = picture(told(facts));

  test("is three cables and one segment of the hosts, as one daemon over all of them sees it", () => {
    expect(whole.nodes.find(({ kind }) => kind === "segment")?.ports).toEqual(["h1:eth0", "h2:eth0", "h3:eth0"]);
    const graph = told(apart(facts));
    expect(picture(graph)).toEqual(whole);
    expect(graph.links().map(({ wired }) => wired)).toEqual([null, null, null]);
  });

  test("is so in whatever order the facts come", () => {
    const split = apart(facts);
    for (let start = 0; start < split.length; start++) {
      const order = stirred(split, start);
      expect(order).toHaveLength(split.length);
      expect(picture(told(order))).toEqual(whole);
    }
    expect(picture(told([...split].reverse()))).toEqual(whole);
  });

  test("forgets the cable when its end is no longer heard, and finds it again", () => {
    const split = apart(facts);
    const graph = told(split);
    const heard = split.find((fact) => fact.kind === "neighbor" && fact.facts.port === "sw:p1");
    if (heard?.kind !== "neighbor") throw new Error("nothing is heard on sw:p1");
    graph.apply([{ kind: "neighbor-gone", id: heard.facts.id, port: "sw:p1", reason: "aged-out" }], wall, 2000);
    expect(picture(graph)).toEqual(picture(told(split.filter((fact) => fact !== heard))));
    graph.apply([heard], wall, 3000);
    expect(picture(graph)).toEqual(whole);
  });
});

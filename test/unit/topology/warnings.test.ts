import { describe, expect, test } from "vitest";
import { type Fact, type NeighborFacts, type PortFacts, warnings } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";
import { graphOf, linkOf, shown } from "./lab.ts";

const pair = () => new SimulatedNetwork().cable("h1:eth0", "h2:eth0");
const warningsOfPair = (network: SimulatedNetwork) => linkOf(graphOf(network), "h1:eth0", "h2:eth0").warnings;
const card = (over: Partial<PortFacts> = {}) =>
  new SimulatedNetwork().namespace("host", { kind: "host" }).port("host:eno1", { kind: "physical", leavesMachine: true, ...over });
const heard = (system: string, over: Partial<NeighborFacts> = {}, port = "host:eno1"): Fact => {
  return { kind: "neighbor", facts: strangerFacts(port, system, "swp1", over), reason: "new" };
};
const warningsBehind = (over: Partial<PortFacts>, report: Partial<NeighborFacts>) => graphOf(card(over), heard("sw1", report)).links()[0]?.warnings;

test("multiple: a port hears more than one other", () => {
  const graph = graphOf(pair(), heard("sw1", {}, "h1:eth0"));
  expect(linkOf(graph, "h1:eth0", "h2:eth0").warnings).toEqual(["multiple"]);
});

test("self-loop: a port hears itself", () => {
  const network = card();
  const graph = graphOf(network, { kind: "neighbor", facts: network.report("host:eno1", "host:eno1"), reason: "new" });
  expect(graph.links()).toMatchObject([{ id: "host:eno1--host:eno1", verdict: "unexpected", warnings: ["self-loop"] }]);
});

describe("duplicate-chassis", () => {
  test("two of our namespaces send one chassis id", () => {
    const network = pair();
    const chassis = network.namespaces.get("h1")?.chassis as NonNullable<Parameters<SimulatedNetwork["namespace"]>[1]>["chassis"];
    network.namespace("h3", { ...(chassis ? { chassis } : {}) });
    expect(warningsOfPair(network)).toEqual(["duplicate-chassis"]);
  });

  test("two systems behind our ports bear one chassis id", () => {
    const network = card().port("host:eno2", { kind: "physical", leavesMachine: true });
    const second = strangerFacts("host:eno2", "sw1", "swp2", { systemName: "sw2" });
    const graph = graphOf(network, heard("sw1"), { kind: "neighbor", facts: second, reason: "new" });
    expect(graph.links().map(({ warnings }) => warnings)).toEqual([["duplicate-chassis"], ["duplicate-chassis"]]);
  });
});

describe("duplicate-name", () => {
  const second: Fact = { kind: "neighbor", facts: strangerFacts("host:eno2", "other", "swp1", { systemName: "sw1" }), reason: "new" };
  const cards = () => card().port("host:eno2", { kind: "physical", leavesMachine: true });

  test("two systems bear one name, until one of them goes", () => {
    const graph = graphOf(cards(), heard("sw1"), second);
    expect(graph.links().map(({ warnings }) => warnings)).toEqual([["duplicate-name"], ["duplicate-name"]]);
    graph.apply([{ kind: "neighbor-gone", id: second.kind === "neighbor" ? second.facts.id : "", port: "host:eno2", reason: "aged-out" }], "t", 2);
    expect(graph.links().map(({ warnings }) => warnings)).toEqual([[]]);
  });

  test("agents in namespaces that share the host's name are no duplicates", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "gone:eth0").cable("h2:eth0", "gone:eth1");
    network.ports.delete("gone:eth0");
    network.ports.delete("gone:eth1");
    const agents = ["h1:eth0", "h2:eth0"].map((port, index) => heard(`lldpd${index}`, { systemName: "box" }, port));
    expect(
      graphOf(network, ...agents)
        .links()
        .map(({ warnings }) => warnings),
    ).toEqual([[], []]);
  });
});

test("stale: the namespace's machine has gone silent", () => {
  expect(warningsOfPair(pair().namespace("h2", { state: "stale" }))).toEqual(["stale"]);
});

test("flapping: a link that left ok three times within a minute, until it is quiet", () => {
  const network = pair();
  const graph = graphOf(network);
  const [port, report] = [network.ports.get("h1:eth0") as PortFacts, network.report("h2:eth0", "h1:eth0")];
  for (let round = 0; round < 3; round++) {
    graph.apply(
      [
        { kind: "port", facts: { ...port, state: "down" } },
        { kind: "neighbor-gone", id: report.id, port: report.port, reason: "link-down" },
      ],
      "t",
      10_000 + round,
    );
    graph.apply(
      [
        { kind: "port", facts: port },
        { kind: "neighbor", facts: report, reason: "new" },
      ],
      "t",
      10_500 + round,
    );
  }
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "ok", warnings: ["flapping"], flaps: 3 });
  expect(graph.nextTick()).toBe(70_000);
  expect(graph.apply([{ kind: "tick" }], "t", 69_999)).toEqual([]);
  expect(graph.apply([{ kind: "tick" }], "t", 70_000).map(({ kind }) => kind)).toEqual(["link-changed"]);
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ warnings: [], flaps: 3 });
  expect(graph.nextTick()).toBeNull();
});

describe("mtu-mismatch", () => {
  test("our own two ends differ", () => expect(warningsOfPair(pair().port("h2:eth0", { mtu: 9000 }))).toEqual(["mtu-mismatch"]));

  test("our frames are longer than the neighbor takes, and not when they fit", () => {
    expect(warningsBehind({ mtu: 1501 }, { dot3: { maximumFrameSize: 1518 } })).toEqual(["mtu-mismatch"]);
    expect(warningsBehind({ mtu: 1500 }, { dot3: { maximumFrameSize: 1518 } })).toEqual([]);
    expect(warningsBehind({ mtu: 1500 }, { dot3: { maximumFrameSize: 9216 } })).toEqual([]);
  });
});

describe("speed-mismatch", () => {
  test("our own two ends differ in speed or duplex", () => {
    expect(warningsOfPair(pair().port("h1:eth0", { speed: 1000 }).port("h2:eth0", { speed: 10_000 }))).toEqual(["speed-mismatch"]);
    expect(warningsOfPair(pair().port("h1:eth0", { duplex: "full" }).port("h2:eth0", { duplex: "half" }))).toEqual(["speed-mismatch"]);
  });

  test("the neighbor's MAU type says another speed", () => {
    const report = (mauTypeName: string) => ({ dot3: { macPhy: { mauTypeName } } });
    expect(warningsBehind({ speed: 10_000 }, report("1000BASE-T FD"))).toEqual(["speed-mismatch"]);
    expect(warningsBehind({ speed: 2500 }, report("2.5GBASE-T"))).toEqual([]);
    expect(warningsBehind({ speed: 1000, duplex: "full" }, report("1000BASE-T HD"))).toEqual(["speed-mismatch"]);
    expect(warningsBehind({ speed: 1000 }, report("10/1GBASE-PRX-D1"))).toEqual([]);
  });
});

test("vlan-mismatch: another port VLAN id, unless it says that it has none", () => {
  expect(warningsOfPair(pair().port("h1:eth0", { pvid: 1 }).port("h2:eth0", { pvid: 10 }))).toEqual(["vlan-mismatch"]);
  expect(warningsBehind({ pvid: 1 }, { dot1: { portVlanId: 10 } })).toEqual(["vlan-mismatch"]);
  expect(warningsBehind({ pvid: 1 }, { dot1: { portVlanId: 0 } })).toEqual([]);
});

test("aggregation-mismatch: one end is part of an aggregate", () => {
  expect(warningsOfPair(pair().port("h1:eth0", { aggregated: true }))).toEqual(["aggregation-mismatch"]);
  expect(warningsBehind({ aggregated: true }, { dot3: { linkAggregation: { enabled: false } } })).toEqual(["aggregation-mismatch"]);
  expect(warningsBehind({ aggregated: true }, { dot1: { linkAggregation: { enabled: true } } })).toEqual([]);
});

test("nothing that a neighbor says in place of these makes trouble", () => {
  const nonsense = {
    dot1: { portVlanId: "1", linkAggregation: [] },
    dot3: { macPhy: { mauTypeName: { toString: 1 } }, maximumFrameSize: null, linkAggregation: 7 },
  };
  expect(warningsBehind({ pvid: 1, speed: 10, duplex: "full" }, nonsense)).toEqual([]);
});

test("every one of the warnings was shown", () => {
  shown.include(warnings);
});

import { describe, expect, test } from "vitest";
import { verdicts } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";
import { graphOf, holding, linkOf, plannedLink, planOf, reasonsOfVerdicts, shown } from "./lab.ts";

const pair = () => new SimulatedNetwork().cable("h1:eth0", "h2:eth0");
const pairs = () => pair().cable("h3:eth0", "h4:eth0");

describe("ok", () => {
  test("is a cable that is heard both ways, planned or not", () => {
    expect(linkOf(graphOf(pair()), "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "ok", planned: null, reason: null, fix: null });
    const planned = graphOf(pair(), holding(plannedLink("h2:eth0", "h1:eth0")));
    expect(linkOf(planned, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "ok", planned: true });
  });

  test("is a planned pair that hears each other through a forwarding bridge", () => {
    const network = pairThroughBridge(0x4000);
    const graph = graphOf(network, holding(plannedLink("h1:eth0", "h2:eth0")));
    expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "ok", planned: true, wired: true });
    expect(graph.links().filter(({ verdict }) => verdict !== "ok")).toEqual([]);
  });

  test("is a planned pair of members of one segment that only others hear", () => {
    const network = pairThroughBridge(0x4000).cable("h3:eth0", "sw:p3");
    network.bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"], { mask: 0x4000 }).unwatch("sw");
    const direct = new Set(["h1:eth0 h2:eth0", "h2:eth0 h1:eth0"]);
    const facts = network
      .facts()
      .filter((fact) => !(fact.kind === "neighbor" && direct.has(`${fact.facts.port} ${fact.facts.systemName?.slice(0, 2)}:eth0`)));
    const graph = graphOf(new SimulatedNetwork(), ...facts, holding(plannedLink("h1:eth0", "h2:eth0")));
    expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "ok", observed: { aToB: true, bToA: true } });
  });
});

test("down is a cable one end of which is down", () => {
  const graph = graphOf(pair().port("h2:eth0", { state: "down", adminUp: false }).port("h1:eth0", { state: "no-carrier" }));
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "down", reason: "admin-down", fix: "ip -n h2 link set dev eth0 up" });
});

describe("missing", () => {
  test("is a planned link to a port, or to a node, that does not exist", () => {
    const graph = graphOf(pair(), holding(plannedLink("h1:eth1", "h2:eth1"), plannedLink("h1:eth0", "h9:eth0")));
    expect(linkOf(graph, "h1:eth1", "h2:eth1")).toMatchObject({ verdict: "missing", reason: "interface-gone" });
    expect(linkOf(graph, "h1:eth0", "h9:eth0")).toMatchObject({ verdict: "missing", reason: "namespace-gone" });
    expect(graph.nodes().find(({ id }) => id === "h9")).toMatchObject({ ports: ["h9:eth0"] });
  });

  test("is a cable between two live agents over which nothing is heard", () => {
    const network = pair();
    const facts = network.facts().filter(({ kind }) => kind !== "neighbor");
    expect(linkOf(graphOf(new SimulatedNetwork(), ...facts), "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "missing", reason: "lost-on-the-way" });
  });

  test("is a planned switch that nothing is heard from", () => {
    const network = new SimulatedNetwork().namespace("host", { kind: "host" }).port("host:eno1", { kind: "physical", leavesMachine: true });
    const heard = { kind: "neighbor", facts: strangerFacts("host:eno1", "sw1", "swp1"), reason: "new" } as const;
    const graph = graphOf(network, heard, holding(plannedLink("host:eno1", "sw1:swp1")));
    const [link] = graph.links();
    expect(link).toMatchObject({ verdict: "unverified", planned: true, observed: { aToB: null, bToA: true } });
    graph.apply([{ kind: "neighbor-gone", id: heard.facts.id, port: "host:eno1", reason: "aged-out" }], "2026-01-01T00:00:02.000Z", 2000);
    expect(graph.links()).toMatchObject([{ id: "host:eno1--sw1:swp1", verdict: "missing", reason: "aged-out" }]);
  });
});

test("one-way is a link of which only one end hears the other", () => {
  const graph = graphOf(pair().port("h2:eth0", { mode: "rx-only" }));
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({
    verdict: "one-way",
    observed: { aToB: true, bToA: false },
    reason: "receive-only",
    fix: "lldp-watch port set h2:eth0 --mode rx-and-tx",
  });
});

test("wrong-peer is a planned link whose port hears another system", () => {
  const network = pairs();
  const graph = graphOf(network, holding(plannedLink("h1:eth0", "h5:eth0")));
  graph.apply([{ kind: "namespace", facts: { ...network.namespaces.get("h1"), id: "h5", name: "h5", names: ["h5"] } as never }], wall2, 2);
  graph.apply([{ kind: "port", facts: { ...network.ports.get("h1:eth0"), id: "h5:eth0", namespace: "h5", wiredTo: null } as never }], wall2, 3);
  expect(linkOf(graph, "h1:eth0", "h5:eth0")).toMatchObject({ verdict: "wrong-peer", reason: "not-wired-as-planned" });
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "wrong-peer", planned: false });
});

test("wrong-port is a planned link whose port hears the right system's other port", () => {
  const network = pair().port("h2:eth1", { state: "up" });
  const graph = graphOf(network, holding(plannedLink("h1:eth0", "h2:eth1")));
  expect(linkOf(graph, "h1:eth0", "h2:eth1")).toMatchObject({ verdict: "wrong-port", reason: "not-wired-as-planned" });
  expect(linkOf(graph, "h1:eth0", "h2:eth1").fix).toBe("h1:eth0 is connected to h2:eth0: plug that cable's far end into h2:eth1 instead");
});

test("swapped are two planned links of which each has what the other misses", () => {
  const graph = graphOf(pairs(), holding(plannedLink("h1:eth0", "h4:eth0"), plannedLink("h3:eth0", "h2:eth0")));
  const fix = "two cables are swapped: exchange the ends plugged into h1:eth0 and h3:eth0";
  expect(linkOf(graph, "h1:eth0", "h4:eth0")).toMatchObject({ verdict: "swapped", fix });
  expect(linkOf(graph, "h3:eth0", "h2:eth0")).toMatchObject({ verdict: "swapped", fix });
  expect(graph.links().map(({ verdict }) => verdict)).toEqual(["swapped", "swapped", "swapped", "swapped"]);
});

test("unexpected is a link that the plan does not ask for, at a node that it names", () => {
  const network = pairs().cable("h1:eth1", "h3:eth1");
  const graph = graphOf(network, holding(plannedLink("h1:eth0", "h2:eth0"), plannedLink("h3:eth0", "h4:eth0")));
  expect(linkOf(graph, "h1:eth1", "h3:eth1")).toMatchObject({ verdict: "unexpected", planned: false, reason: "not-planned" });
  expect(linkOf(graph, "h1:eth0", "h2:eth0").verdict).toBe("ok");
});

test("a cable that only leads to a planned partner behind a bridge is not unexpected", () => {
  const network = pairThroughBridge(0);
  network.port("sw:p1", { watched: true, mode: "rx-and-tx" }).port("sw:p2", { watched: true, mode: "rx-and-tx" });
  const graph = graphOf(network, holding(plannedLink("h1:eth0", "h2:eth0")));
  expect(linkOf(graph, "h1:eth0", "sw:p1")).toMatchObject({ verdict: "ok", planned: null });
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({ verdict: "missing", reason: "bridge-filters" });
});

test("what two hear of each other through a bridge to which both are planned is not unexpected", () => {
  const cables = [plannedLink("h1:eth0", "sw:p1"), plannedLink("h2:eth0", "sw:p2")];
  const graph = graphOf(pairThroughBridge(0x4000), holding(...cables));
  expect(graph.links().map(({ id, verdict, planned }) => [id, verdict, planned])).toEqual([
    ["h1:eth0--h2:eth0", "ok", null],
    ["h1:eth0--sw:p1", "ok", true],
    ["h2:eth0--sw:p2", "ok", true],
  ]);
  expect(graph.verify(planOf(...cables), true)).toMatchObject({ ok: true, summary: { ok: 2 } });
});

test("unverified is a link whose other end nobody of ours listens at", () => {
  const graph = graphOf(pair().unwatch("h2"));
  expect(linkOf(graph, "h1:eth0", "h2:eth0")).toMatchObject({
    verdict: "unverified",
    reason: "not-watched",
    observed: { aToB: null, bToA: false },
  });
});

const wall2 = "2026-01-01T00:00:03.000Z";

function pairThroughBridge(mask: number): SimulatedNetwork {
  const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2");
  return network.bridge("sw:br0", ["sw:p1", "sw:p2"], { mask }).unwatch("sw");
}

test("every one of the verdicts was shown, and the reasons that come with them alone", () => {
  shown.include([...verdicts, ...reasonsOfVerdicts]);
});

import { describe, expect, test } from "vitest";
import type { PlannedLink } from "../../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "../../support/simulated-network.ts";
import { graphOf, plannedLink, planOf } from "./lab.ts";

const pairs = () => new SimulatedNetwork().cable("h1:eth0", "h2:eth0").cable("h3:eth0", "h4:eth0");
const verify = (network: SimulatedNetwork, links: readonly PlannedLink[], strict = false) => graphOf(network).verify(planOf(...links), strict);

describe("ok", () => {
  test("needs each planned link, and nothing more at the nodes that the plan names", () => {
    const both = [plannedLink("h1:eth0", "h2:eth0"), plannedLink("h3:eth0", "h4:eth0")];
    expect(verify(pairs(), both, true)).toMatchObject({ ok: true, summary: { ok: 2 } });
    expect(verify(pairs().cable("h1:eth1", "h3:eth1"), both)).toMatchObject({ ok: false, summary: { ok: 2, unexpected: 1 } });
  });

  test("is not spoilt by links of other nodes, unless it is strict", () => {
    const one = [plannedLink("h1:eth0", "h2:eth0")];
    expect(verify(pairs(), one)).toMatchObject({ ok: true, summary: { ok: 1, unexpected: 1 } });
    expect(verify(pairs(), one, true)).toMatchObject({ ok: false });
    expect(verify(pairs(), one).links.at(-1)).toMatchObject({ planned: null, actual: ["h3:eth0", "h4:eth0"] });
  });

  test("is not spoilt by links that cannot be verified, unless it is strict", () => {
    const one = [plannedLink("h1:eth0", "h2:eth0")];
    expect(verify(new SimulatedNetwork().cable("h1:eth0", "h2:eth0").unwatch("h2"), one)).toMatchObject({ ok: true, summary: { unverified: 1 } });
    expect(verify(new SimulatedNetwork().cable("h1:eth0", "h2:eth0").unwatch("h2"), one, true)).toMatchObject({ ok: false });
  });
});

test("expected and actual stand side by side", () => {
  const { links } = verify(pairs(), [plannedLink("h1:eth0", "h4:eth0"), plannedLink("h3:eth0", "h2:eth0")]);
  expect(links.map(({ planned, actual, verdict }) => [planned, actual, verdict])).toEqual([
    [{ a: "h1:eth0", b: "h4:eth0" }, ["h2:eth0", "h3:eth0"], "swapped"],
    [{ a: "h3:eth0", b: "h2:eth0" }, ["h1:eth0", "h4:eth0"], "swapped"],
  ]);
});

test("what only the plan that the graph holds asks for is not unexpected", () => {
  const graph = graphOf(pairs(), { kind: "plan", plan: planOf(plannedLink("h1:eth7", "h3:eth7")) });
  expect(graph.verify(planOf(plannedLink("h1:eth0", "h2:eth0"), plannedLink("h3:eth0", "h4:eth0")), true)).toMatchObject({ ok: true });
});

describe("names in a plan", () => {
  const verdictOf = (network: SimulatedNetwork, link: ReturnType<typeof plannedLink>) => verify(network, [link]).links[0]?.verdict;

  test("stand for a namespace, its other names, and its system name with or without host or domain", () => {
    const network = pairs().namespace("h2", { names: ["h2", "clab-x-h2"], systemName: "h2@box.example.com" });
    for (const name of ["h2", "clab-x-h2", "h2@box", "h2@box.example.com", "h2@box.example.org"]) {
      expect(verdictOf(network, plannedLink("h1:eth0", `${name}:eth0`)), name).toBe("ok");
    }
    expect(verdictOf(network, plannedLink("h1:eth0", "h2@box.example.org:eth0", { fqdn: true }))).toBe("missing");
    expect(verdictOf(network, plannedLink("h1:eth0", "h2@other:eth0"))).toBe("missing");
  });

  test("have aliases that are tried when nothing bears the first", () => {
    const link = plannedLink("h1:eth0", "leaf:eth0");
    expect(verdictOf(pairs(), { ...link, b: { ...link.b, aliases: ["clab-x-leaf", "h2"] } })).toBe("ok");
  });

  test("stand for the host's own namespace when they are the host's", () => {
    const network = new SimulatedNetwork()
      .namespace("host", { kind: "host", host: "box", systemName: "box.example.com" })
      .cable("host:v0", "h1:eth0");
    for (const name of ["host", "box", "box.example.com"]) expect(verdictOf(network, plannedLink(`${name}:v0`, "h1:eth0")), name).toBe("ok");
  });

  test("stand for a bridge", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "host:veth7").bridge("host:br-lab", ["host:veth7"]);
    expect(verdictOf(network, plannedLink("h1:eth0", "br-lab:veth7"))).toBe("ok");
  });

  test("mean nothing when several nodes bear them", () => {
    const network = new SimulatedNetwork();
    for (const host of ["one", "two"]) network.namespace(`${host}/h2`, { name: "h2", host, systemName: `h2@${host}`, names: ["h2"] });
    network.cable("h1:eth0", "one/h2:eth0").port("two/h2:eth0");
    expect(verdictOf(network, plannedLink("h1:eth0", "h2:eth0"))).toBe("missing");
    expect(verdictOf(network, plannedLink("h1:eth0", "h2@one:eth0"))).toBe("ok");
    expect(verdictOf(network, plannedLink("h1:eth0", "one/h2:eth0"))).toBe("ok");
  });
});

describe("PTM's match options, for a switch that we only hear", () => {
  const heard = (over: Parameters<typeof strangerFacts>[3]) => {
    const network = new SimulatedNetwork().namespace("host", { kind: "host" }).port("host:eno1", { kind: "physical", leavesMachine: true });
    return graphOf(network, { kind: "neighbor", facts: strangerFacts("host:eno1", "0a:00:00:00:00:01", "swp1", over), reason: "new" });
  };
  const verdict = (graph: ReturnType<typeof heard>, peer: string, over: Parameters<typeof plannedLink>[2] = {}) =>
    graph.verify(planOf(plannedLink("host:eno1", peer, over)), false).links[0]?.verdict;

  test("the port id or the description, the name with or without domain", () => {
    const graph = heard({ systemName: "sw1.example.com", portDescription: "to box" });
    expect(verdict(graph, "sw1:swp1")).toBe("unverified");
    expect(verdict(graph, "sw1.example.com:swp1", { fqdn: true })).toBe("unverified");
    expect(verdict(graph, "sw1:swp1", { fqdn: true })).toBe("wrong-peer");
    expect(verdict(graph, "sw1:to box", { match: "portdescr" })).toBe("unverified");
    expect(verdict(graph, "sw1:swp1", { match: "portdescr" })).toBe("wrong-port");
    expect(verdict(graph, "sw1:swp2")).toBe("wrong-port");
    expect(verdict(graph, "sw2:swp1")).toBe("wrong-peer");
  });

  test("a port id that is no name gives way to the description", () => {
    const portId = { subtype: "mac-address", value: "0a:00:00:00:00:07", bytes: "0a0000000007" };
    expect(verdict(heard({ systemName: "sw1", portId, portDescription: "Ethernet7" }), "sw1:Ethernet7")).toBe("unverified");
    expect(verdict(heard({ systemName: "sw1", portDescription: "Ethernet7" }), "sw1:Ethernet7")).toBe("wrong-port");
  });
});

test("fixes at a collector say on which machine", () => {
  const network = new SimulatedNetwork();
  for (const name of ["h1", "h2"]) network.namespace(`srv/${name}`, { name, host: "srv", systemName: `${name}@srv` });
  network.cable("srv/h1:eth0", "srv/h2:eth0").port("srv/h2:eth0", { state: "down", adminUp: false });
  expect(verify(network, [plannedLink("h1:eth0", "h2:eth0")]).links[0]?.fix).toBe("on srv: ip -n h2 link set dev eth0 up");
});

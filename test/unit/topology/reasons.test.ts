import { describe, expect, test } from "vitest";
import { type NamespaceFacts, type PortDrift, reasons } from "../../../src/topology/index.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";
import { explained, graphOf, holding, linkOf, plannedLink, reasonsOfVerdicts, shown } from "./lab.ts";

const pair = () => new SimulatedNetwork().cable("h1:eth0", "h2:eth0");
const ofPair = (network: SimulatedNetwork) => linkOf(graphOf(network), "h1:eth0", "h2:eth0");
const counters = (port: string, drift: Partial<PortDrift>) => (asked: string) =>
  asked === port ? { framesTransmitted: 5, framesReceived: 0, socketDrops: 0, ...drift } : null;

function bridged({ mask = 0, state = "forwarding", stp = false } = {}): SimulatedNetwork {
  const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2");
  network.port("sw:p2", { bridgePortState: state });
  return network.bridge("sw:br0", ["sw:p1", "sw:p2"], { mask, stp }).unwatch("sw");
}

describe("admin-down", () => {
  test("names the end that is down, and the command for its namespace", () => {
    const down = { state: "down", adminUp: false } as const;
    expect(ofPair(pair().port("h1:eth0", down))).toMatchObject({ reason: "admin-down", fix: "ip -n h1 link set dev eth0 up" });
    expect(ofPair(pair().namespace("h1", { kind: "host" }).port("h1:eth0", down))).toMatchObject({ fix: "ip link set dev eth0 up" });
    const container: Partial<NamespaceFacts> = { kind: "container", path: "/proc/42/ns/net" };
    expect(ofPair(pair().namespace("h1", container).port("h1:eth0", down))).toMatchObject({
      fix: "nsenter --net=/proc/42/ns/net ip link set dev eth0 up",
    });
    expect(ofPair(pair().namespace("h1", { kind: "process" }).port("h1:eth0", down))).toMatchObject({
      fix: "in namespace h1: ip link set dev eth0 up",
    });
  });

  test("quotes what a shell would take apart", () => {
    const network = new SimulatedNetwork().cable("it's:$(reboot)", "h2:eth0").port("it's:$(reboot)", { state: "down", adminUp: false });
    expect(linkOf(graphOf(network), "it's:$(reboot)", "h2:eth0").fix).toBe("ip -n 'it'\\''s' link set dev '$(reboot)' up");
  });

  test("finds a bridge, or its port, that is down on the way", () => {
    const plan = holding(plannedLink("h1:eth0", "h2:eth0"));
    const network = bridged({ mask: 0x4000 });
    for (const slave of ["sw:p1", "sw:p2"]) network.port(slave, { bridge: { name: "sw:br0", stp: false, groupFwdMask: 0x4000, adminUp: false } });
    const silent = network.facts().filter(({ kind }) => kind !== "neighbor");
    expect(linkOf(graphOf(new SimulatedNetwork(), ...silent, plan), "h1:eth0", "h2:eth0")).toMatchObject({
      verdict: "missing",
      reason: "admin-down",
      fix: "ip -n sw link set dev br0 up",
    });
  });
});

test("no-carrier: both are administratively up, one has no carrier", () => {
  expect(ofPair(pair().port("h1:eth0", { state: "no-carrier" }))).toMatchObject({ verdict: "down", reason: "no-carrier" });
});

describe("bridge-filters", () => {
  const plan = holding(plannedLink("h1:eth0", "h2:eth0"));

  test("gives the exact command, and keeps the bits that are set", () => {
    expect(linkOf(graphOf(bridged(), plan), "h1:eth0", "h2:eth0")).toMatchObject({
      verdict: "missing",
      wired: true,
      reason: "bridge-filters",
      fix: "ip -n sw link set dev br0 type bridge group_fwd_mask 0x4000",
    });
    expect(linkOf(graphOf(bridged({ mask: 8 }), plan), "h1:eth0", "h2:eth0").fix).toMatch(/ 0x4008$/);
  });

  test("counts the mask of the port at which the frame enters", () => {
    const network = bridged().port("sw:p1", { bridgePortGroupFwdMask: 0x4000 });
    const link = linkOf(graphOf(network, plan), "h1:eth0", "h2:eth0");
    expect(link).toMatchObject({ verdict: "one-way", observed: { aToB: true, bToA: false }, reason: "bridge-filters" });
    expect(graphOf(network.port("sw:p2", { bridgePortGroupFwdMask: 0x4000 }), plan).links()).toMatchObject([{ verdict: "ok" }]);
  });

  test("looks through bridges in a row", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "s1:p1").cable("s1:up", "s2:up").cable("h2:eth0", "s2:p2");
    network.bridge("s1:br0", ["s1:p1", "s1:up"], { mask: 0x4000 }).bridge("s2:br0", ["s2:up", "s2:p2"]).unwatch("s1").unwatch("s2");
    expect(linkOf(graphOf(network, plan), "h1:eth0", "h2:eth0")).toMatchObject({
      wired: true,
      reason: "bridge-filters",
      fix: "ip -n s2 link set dev br0 type bridge group_fwd_mask 0x4000",
    });
  });
});

test("stp-blocking: words that name the port, never a command", () => {
  const graph = graphOf(bridged({ mask: 0x4000, state: "blocking", stp: true }), holding(plannedLink("h1:eth0", "h2:eth0")));
  const { reason, fix } = linkOf(graph, "h1:eth0", "h2:eth0");
  expect(reason).toBe("stp-blocking");
  expect(fix).toMatch(/^port sw:p2 of bridge sw:br0 is blocking/);
  expect(fix).not.toMatch(/\bip\b|bridge link|set dev/);
});

test("agent-disabled, receive-only and transmit-only name the port and how to make it speak and listen", () => {
  const fix = "lldp-watch port set h2:eth0 --mode rx-and-tx";
  expect(ofPair(pair().port("h2:eth0", { mode: "disabled" }))).toMatchObject({ verdict: "missing", reason: "agent-disabled", fix });
  expect(ofPair(pair().port("h2:eth0", { mode: "rx-only" }))).toMatchObject({ verdict: "one-way", reason: "receive-only", fix });
  expect(ofPair(pair().port("h2:eth0", { mode: "tx-only" }))).toMatchObject({ verdict: "one-way", reason: "transmit-only", fix });
});

describe("what counters tell", () => {
  const silent = () => {
    const network = pair();
    return graphOf(new SimulatedNetwork(), ...network.facts().filter(({ kind }) => kind !== "neighbor"));
  };

  test("lost-on-the-way: one sends, the other does not hear", () => {
    expect(explained(silent(), "h1:eth0", "h2:eth0", counters("h1:eth0", {}))).toMatchObject({ verdict: "missing", reason: "lost-on-the-way" });
  });

  test("peer-silent: the other has not sent anything", () => {
    expect(explained(silent(), "h1:eth0", "h2:eth0", counters("h1:eth0", { framesTransmitted: 0 }))).toMatchObject({ reason: "peer-silent" });
  });

  test("socket-drops: frames came and found the socket full", () => {
    const answer = explained(silent(), "h1:eth0", null, counters("h2:eth0", { socketDrops: 3 }));
    expect(answer).toMatchObject({ peer: "h2:eth0", reason: "socket-drops" });
    expect(answer?.evidence).toContainEqual({ fact: "frames dropped at the socket of h2:eth0", source: "counter (PACKET_STATISTICS)", value: "3" });
  });
});

test("firmware-agent: the card keeps LLDP for itself, and the driver's own command frees it", () => {
  const fix = "ethtool --set-priv-flags eno1 disable-fw-lldp on";
  const network = new SimulatedNetwork().namespace("host", { kind: "host" });
  network.port("host:eno1", { kind: "physical", leavesMachine: true, firmwareAgent: { driver: "i40e", fix } });
  const graph = graphOf(network, holding(plannedLink("host:eno1", "sw1:swp1")));
  expect(graph.links()).toMatchObject([{ verdict: "missing", reason: "firmware-agent", fix }]);
});

test("explain tells each fact once, with source and value, and ends with the neighbor tables", () => {
  const answer = graphOf(bridged(), holding(plannedLink("h1:eth0", "h2:eth0"))).explain("h1:eth0", "h2:eth0", () => null);
  const facts = answer?.evidence.map(({ fact }) => fact) ?? [];
  expect(new Set(facts).size).toBe(facts.length);
  expect(facts).toContain("group_fwd_mask of sw:br0 and of its port towards h1:eth0");
  expect(answer?.evidence.every(({ source, value }) => source !== "" && value !== "")).toBe(true);
});

test("explain says of two ports that nothing joins where their cables lead", () => {
  const graph = graphOf(pair().cable("h3:eth0", "h4:eth0"));
  expect(explained(graph, "h1:eth0", "h3:eth0", () => null)).toMatchObject({
    verdict: "missing",
    reason: "not-wired-as-planned",
    fix: "connect h1:eth0 with h3:eth0: h1:eth0 is connected to h2:eth0, h3:eth0 is connected to h4:eth0",
  });
  expect(explained(graph, "nowhere:eth0", null, () => null)).toBeNull();
  expect(graphOf(new SimulatedNetwork().namespace("h1").port("h1:eth0")).explain("h1:eth0", null, () => null)).toMatchObject({
    verdict: null,
    peer: null,
  });
});

test("every other reason was shown", () => {
  shown.include(reasons.filter((reason) => !(reasonsOfVerdicts as readonly string[]).includes(reason)));
});

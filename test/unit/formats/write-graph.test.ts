import { Ajv } from "ajv";
import { UndirectedGraph } from "graphology";
import { parse as parseGraphml } from "graphology-graphml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { readPlan, writeGraph, writePlan } from "../../../src/formats/index.ts";
import { createGraph } from "../../../src/topology/index.ts";
import { hostileGraph } from "../../support/hostile-topology.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";

const graph = hostileGraph();
const topology = graph.topology();
const segments = topology.nodes.filter(({ kind }) => kind === "segment");
const members = segments.flatMap(({ ports }) => ports);

const written = (text: string) => {
  const reading = readPlan(text, "written");
  if (!reading.ok) throw new Error(`line ${reading.fault.line}: ${reading.fault.message}`);
  return reading.plan;
};

describe("a learned plan", () => {
  test("is what the network is held to, and holds it", () => {
    const verdicts = graph.verify(written(writePlan(topology)), false);
    expect(verdicts.summary).toEqual({ ok: 4, unverified: topology.nodes.filter(({ kind, id }) => kind === "remote" && id.startsWith("~")).length });
    expect(verdicts.ok).toBe(true);
  });

  test("asks for nothing that is not there", () => {
    expect(writePlan(topology)).not.toContain("eth9");
  });
});

test("DOT is also a plan: the drawing of nodes, segments and missing links aside", () => {
  const { links } = written(writeGraph(topology, "dot"));
  expect(links.length).toBe(topology.links.filter(({ verdict }) => verdict !== "missing").length);
  expect(graph.verify(written(writeGraph(topology, "dot")), false).ok).toBe(true);
});

test("GraphML has every node, every link and every port, whatever they are called", () => {
  const text = writeGraph(topology, "graphml");
  const read = parseGraphml(UndirectedGraph, text, { addMissingNodes: false });
  const machines = new Set(topology.nodes.map(({ host }) => host).filter(Boolean));
  expect(read.order).toBe(topology.nodes.length + machines.size);
  expect(read.size).toBe(topology.links.length + members.length);
  for (const { id, name } of topology.nodes) if (/^[\w ]{0,200}$/.test(name)) expect(read.getNodeAttributes(id)["name"]).toBe(name);
  expect(text.match(/<port /g)).toHaveLength(topology.nodes.flatMap(({ kind, ports }) => (kind === "segment" ? [] : ports)).length);
  expect(text).not.toMatch(/<script|[\u0000-\u0008\u000b-\u001f]/);
});

test("NetJSON obeys the schema of a NetworkGraph", () => {
  const names = { type: "string" };
  const schema = {
    type: "object",
    required: ["type", "protocol", "version", "metric", "nodes", "links"],
    properties: {
      type: { const: "NetworkGraph" },
      protocol: names,
      version: names,
      revision: names,
      metric: names,
      topology_id: names,
      label: names,
      nodes: { type: "array", items: { type: "object", required: ["id"], properties: { id: names, label: names, properties: { type: "object" } } } },
      links: {
        type: "array",
        items: {
          type: "object",
          required: ["source", "target", "cost"],
          properties: { source: names, target: names, cost: { type: "number" }, cost_text: names, properties: { type: "object" } },
        },
      },
    },
  };
  const value = JSON.parse(writeGraph(topology, "netjson"));
  const validate = new Ajv().compile(schema);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  const ids = new Set(value.nodes.map(({ id }: { id: string }) => id));
  expect(ids.size).toBe(topology.nodes.length);
  for (const { source, target } of value.links) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
});

test("Mermaid's lines are of the few forms that we write, so that no name is syntax", () => {
  const label = /"(?:[\p{L}\p{N} :/.,_@~+=-]|#\d+;)*"/u.source;
  const forms = [
    /^graph LR$/,
    new RegExp(`^ {2}subgraph h\\d+\\[${label}\\]$`, "u"),
    /^ {2}end$/,
    new RegExp(`^ {2,4}n\\d+(?:\\[${label}\\]|\\(${label}\\)|\\{\\{${label}\\}\\})$`, "u"),
    new RegExp(`^ {2}n\\d+ (?:---|-\\.-)\\|${label}\\| n\\d+$`, "u"),
  ];
  const lines = writeGraph(topology, "mermaid").trimEnd().split("\n");
  for (const line of lines)
    expect(
      forms.some((form) => form.test(line)),
      line,
    ).toBe(true);
  expect(lines.filter((line) => line.includes("| n"))).toHaveLength(topology.links.length + members.length);
});

describe("containerlab", () => {
  const file = parseYaml(writeGraph(topology, "containerlab", graph.bridges()));

  test("has the cables and the bridge, and names what it leaves out in comments", () => {
    expect(file.topology.links.map(({ endpoints }: { endpoints: string[] }) => endpoints.join(" "))).toEqual([
      "h1:eth0 sw:p1",
      "h1:n h2:s",
      "h2:eth0 sw:p2",
      "h3:eth0 sw:p3",
    ]);
    expect(file.topology.nodes.sw).toEqual({ kind: "bridge", "group-fwd-mask": 0x4000 });
    expect(Object.keys(file.topology.nodes)).toEqual(["h1", "h2", "h3", "sw"]);
    expect(writeGraph(topology, "containerlab").match(/^# left out: /gm)?.length).toBe(topology.links.length - 5);
  });

  test("is a plan that the network fulfils", () => {
    const { ok, summary } = graph.verify(written(writeGraph(topology, "containerlab", graph.bridges())), false);
    expect({ ok, summary }).toEqual({ ok: true, summary: { ok: 4, unexpected: expect.any(Number) } });
  });

  test("makes bridges beside other ports by commands", () => {
    const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h1:eth1", "sw:mgmt");
    network.bridge("sw:br0", ["sw:p1"]);
    const mixed = createGraph({ epoch: "e", wall: "" });
    mixed.apply(network.facts(), "", 0);
    const { sw } = parseYaml(writeGraph(mixed.topology(), "containerlab", mixed.bridges())).topology.nodes;
    expect(sw).toEqual({
      kind: "linux",
      exec: ["ip link add br0 type bridge stp_state 0 group_fwd_mask 0x0", "ip link set dev p1 master br0", "ip link set dev br0 up"],
    });
  });

  test("of nothing is an empty lab", () => {
    expect(parseYaml(writeGraph(createGraph({ epoch: "e", wall: "" }).topology(), "containerlab"))).toMatchObject({
      topology: { nodes: {}, links: [] },
    });
  });
});

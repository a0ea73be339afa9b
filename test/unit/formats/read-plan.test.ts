import { describe, expect, test } from "vitest";
import { readPlan } from "../../../src/formats/index.ts";

const read = (text: string) => {
  const reading = readPlan(text, "plan");
  if (!reading.ok) throw new Error(`line ${reading.fault.line}: ${reading.fault.message}`);
  return reading.plan;
};
const pairs = (text: string) => read(text).links.map(({ a, b }) => `${a.node}:${a.interface} ${b.node}:${b.interface}`);
const fault = (text: string) => {
  const reading = readPlan(text, "plan");
  if (reading.ok) throw new Error("accepted");
  return reading.fault;
};

const two = ["leaf1:eth1 spine1:eth1", "leaf1:eth2 spine2:eth1"];

describe("the same plan in each form", () => {
  test("PTM DOT", () => {
    expect(pairs('graph G {\n "leaf1":"eth1" -- "spine1":"eth1"\n leaf1:eth2 -- spine2:eth1 [LLDP="match_type=ifname"];\n}')).toEqual(two);
  });

  test("containerlab YAML, brief and extended", () => {
    const text = `name: x
topology:
  nodes: { leaf1: {kind: linux}, spine1: {}, spine2: {} }
  links:
    - endpoints: ["leaf1:eth1", "spine1:eth1"]
    - type: veth
      endpoints:
        - { node: leaf1, interface: eth2 }
        - { node: spine2, interface: eth1, mac: "02:00:00:00:00:01" }
    - { type: macvlan, endpoint: { node: leaf1, interface: mv0 }, host-interface: eno1 }
`;
    expect(pairs(text)).toEqual(two);
    expect(read(text).links[0]?.a.aliases).toEqual(["clab-x-leaf1"]);
    expect(read(text.replace("name: x", "name: x\nprefix: __lab-name")).links[0]?.a.aliases).toEqual(["x-leaf1"]);
    expect(read(text.replace("name: x", 'name: x\nprefix: ""')).links[0]?.a.aliases).toBeUndefined();
  });

  test("topology-data.json, with ends under endpoints or not", () => {
    const ends = [
      ["leaf1", "eth1", "spine1", "eth1"],
      ["leaf1", "eth2", "spine2", "eth1"],
    ].map(([n1, i1, n2, i2]) => ({
      a: { node: n1, interface: i1, mac: "", peer: "z" },
      z: { node: n2, interface: i2, mac: "", peer: "a" },
    }));
    const nodes = { leaf1: { longname: "clab-x-leaf1" }, spine1: {}, spine2: {} };
    expect(pairs(JSON.stringify({ name: "x", type: "clab", nodes, links: ends.map((endpoints) => ({ endpoints })) }))).toEqual(two);
    expect(pairs(JSON.stringify({ name: "x", type: "clab", nodes, links: ends }, null, 2))).toEqual(two);
  });

  test("Batfish layer-1 topology, both directions of a link being one", () => {
    const edge = (n1: string, i1: string, n2: string, i2: string) => ({
      node1: { hostname: n1, interfaceName: i1 },
      node2: { hostname: n2, interfaceName: i2 },
    });
    const edges = [
      edge("leaf1", "eth1", "spine1", "eth1"),
      edge("spine1", "eth1", "leaf1", "eth1"),
      edge("leaf1", "eth2", "spine2", "eth1"),
      edge("leaf1", "lo", "leaf1", "lo"),
    ];
    expect(pairs(JSON.stringify({ edges }))).toEqual(two);
  });
});

describe("PTM's options", () => {
  const options = (text: string) => read(text).links.map(({ match, fqdn }) => [match, fqdn]);

  test("for all links, by template, for one link", () => {
    const text = `graph G {
  hostnametype="hostname"
  LLDP="match_hostname=fqdn"
  BFD="upMinTx=150,requiredMinRx=250,afi=v4"
  L1="match_type=portdescr"
  a:e1 -- b:e1
  a:e2 -- b:e2 [LLDP="match_type=portdescr, match_hostname=hostname", BFD="upMinTx=400"]
  a:e3 -- b:e3 [LLDP="lldptmpl=L1"]
}`;
    expect(options(text)).toEqual([
      ["ifname", true],
      ["portdescr", false],
      ["portdescr", true],
    ]);
  });

  test("that do not exist are refused", () => {
    expect(fault('graph G {\n a:e1 -- b:e1 [LLDP="match_typ=ifname"]\n}')).toEqual({
      line: 2,
      message: 'unknown LLDP option "match_typ=ifname"; there are match_type, match_hostname and lldptmpl',
    });
    expect(fault('graph G {\n a:e1 -- b:e1 [LLDP="lldptmpl=L7"]\n}')).toEqual({ line: 2, message: 'no template "L7" in this file' });
    expect(fault('graph G {\n L7="lldptmpl=L7"\n a:e1 -- b:e1 [LLDP="lldptmpl=L7"]\n}').line).toBe(2);
  });
});

describe("DOT", () => {
  test("ports called like compass points, quoted or not, and compass points behind ports", () => {
    expect(pairs('graph { "a":"n" -- b:s\n c:eth0:ne -- "d":"eth1":w }')).toEqual(["a:n b:s", "c:eth0 d:eth1"]);
  });

  test("chains, subgraphs, defaults, comments, joined strings, HTML strings, directed graphs", () => {
    expect(pairs("strict digraph { a:1 -> b:1; b:2 -> c:1 -> d:1 [color=red] }".replace("c:1 -> d:1", "c:1"))).toEqual(["a:1 b:1", "b:2 c:1"]);
    expect(pairs("graph { subgraph x { a:1 -- b:1 } { c:1 } -- d:1 }")).toEqual(["a:1 b:1", "c:1 d:1"]);
    expect(pairs('# head\n// more\ngraph { /* "x" -- "y" */ "sw" + "itch":<e> -- "q\\"uote":"back\\\\slash" }')).toEqual([
      'switch:e q"uote:back\\slash',
    ]);
    expect(read('graph { edge [LLDP="match_type=portdescr"] a:1 -- b:1 }').links[0]?.match).toBe("portdescr");
    expect(pairs('graph { node [shape=box] a [label="x"] a:1 -- b:1 [weight=2] \n seg -- a [plan=no] }')).toEqual(["a:1 b:1"]);
  });

  test("attributes behind a brace belong to the statement around it", () => {
    expect(read('graph { a:1 -- { b:1 [color=red] } [LLDP="match_type=portdescr"] }').links[0]?.match).toBe("portdescr");
  });
});

describe("what is wrong, and in which line", () => {
  test.each<[string, string, number, RegExp]>([
    ["nothing", "", 1, /empty/],
    ["only comments", "# a plan\n\n", 1, /empty/],
    ["prose", "leaf1 is next to spine1", 1, /neither a DOT graph/],
    ["a link without ports", "graph {\n a:1 -- b:1\n c -- d\n}", 3, /no port at "c"/],
    ["a string without end", 'graph {\n "a:1 -- b:1\n}', 2, /no end/],
    ["a missing name", "graph {\n a:1 -- ]\n}", 2, /"\]" where a name should stand/],
    ["a missing brace", "graph {\n a:1 -- b:1\n", 3, /the end of the file/],
    ["something behind the graph", "graph { }\n}", 2, /the end of the file should stand/],
    ["a port that is used twice", "graph {\n a:1 -- b:1\n\n a:1 -- c:1\n}", 4, /"a:1" is already joined to "b:1" in line 2/],
    ["a port joined to itself", "graph {\n a:1 -- a:1\n}", 2, /itself/],
    ["an empty name", 'graph {\n "":1 -- a:1\n}', 2, /empty node name/],
    ["a control character", 'graph {\n "a\u001b[31m":1 -- b:1\n}', 2, /control character/],
    ["a NUL", "graph {\n a:1 -- b:\0 }", 2, /NUL/],
    ["broken YAML", "name: x\ntopology:\n  links: [\n", 4, /no YAML/],
    ["YAML without topology", "name: x\nlinks: []\n", 1, /no mapping `topology`/],
    ["an endpoint that is none", 'name: x\ntopology:\n  links:\n    - endpoints: ["a:1", "b"]\n', 4, /endpoint is written/],
    ["one endpoint", 'name: x\ntopology:\n  links:\n    - endpoints: ["a:1"]\n', 4, /two ends/],
    ["cyclic aliases", "name: x\ntopology:\n  links:\n    - endpoints: &a [*a, *a]\n", 4, /endpoint is written/],
    ["a cycle for a list of links", "name: x\ntopology: &t\n  links: *t\n", 3, /no list/],
    ["broken JSON", '{\n "edges": [\n  {,}\n ]\n}', 3, /no JSON/],
    ["JSON of another kind", '{"a": 1}', 1, /neither `edges`/],
    ["edges that are no list", '{"edges": {}}', 1, /no list/],
    [
      "an edge without a name",
      '{"edges": [\n {"node1": {"hostname": "a", "interfaceName": "1"},\n "node2": {"hostname": "b"}}\n]}',
      2,
      /"node2" lacks/,
    ],
    ["a link without an end", '{"links": [\n {"a": {"node": "a", "interface": "1"}}\n]}', 2, /end "z" lacks/],
    ["an entry that is no object", '{"links": [\n 7\n]}', 1, /no object/],
    ["a key that is special to JavaScript", '{"links": [\n {"__proto__": {"a": {"node": "a", "interface": "1"}}}\n]}', 2, /end "a" lacks/],
  ])("%s", (_, text, line, message) => {
    expect(fault(text)).toEqual({ line, message: expect.stringMatching(message) });
  });

  test.each([
    ["braces", `graph {${"{".repeat(4_000_000)}`],
    ["brackets", `{"edges": ${"[".repeat(4_000_000)}`],
    ["YAML", `topology:\n  links: ${"[".repeat(1_000_000)}`],
    ["one string", `graph { "${"\\".repeat(9_000_000)}`],
    ["comments", "//\n".repeat(3_000_000)],
    [
      "a product",
      `graph { {${Array.from({ length: 2000 }, (_, index) => `a${index}:1`).join(" ")}} -- {${Array.from({ length: 2000 }, (_, index) => `b${index}:1`).join(" ")}} }`,
    ],
    ["more than 10 MiB", "graph {".padEnd(11 << 20)],
  ])("%s without measure", (_, text) => {
    expect(fault(text).message).not.toBe("");
  });

  test("ten megabytes of links are read", () => {
    const lines = Array.from({ length: 140_000 }, (_, index) => `"switch${index}":"swp1" -- "switch${index}x":"swp2" [BFD="upMinTx=400"]`);
    expect(read(`graph {\n${lines.join("\n")}\n}`).links).toHaveLength(140_000);
  });
});

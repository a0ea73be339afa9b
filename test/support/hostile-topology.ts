import { createGraph, type GraphView, type Plan } from "../../src/topology/index.ts";
import { SimulatedNetwork, strangerFacts } from "./simulated-network.ts";

/** Names that are syntax in one format or another. */
export const hostileNames: readonly string[] = [
  'quote"quote',
  "back\\slash\\",
  "new\nline",
  "]]><script>alert(1)</script>",
  "a--b:c;d,e",
  "%%{init: {}}%%",
  "`markdown` **bold** #35; &amp;",
  "{{ jinja }} $HOME $(reboot)",
  "\u202eright to left",
  "\ud800lone surrogate",
  "\u0000\u001b[31mred",
  "subgraph end",
  "n",
  "graph",
  "# comment",
  "- [x]: !!js/function",
  "",
  "x".repeat(5000),
];

/** A network with a cable, a bridge that forwards, a stranger for each hostile name, and a plan that asks for more. */
export function hostileGraph(): GraphView {
  const network = new SimulatedNetwork().cable("h1:eth0", "sw:p1").cable("h2:eth0", "sw:p2").cable("h3:eth0", "sw:p3").cable("h1:n", "h2:s");
  network.bridge("sw:br0", ["sw:p1", "sw:p2", "sw:p3"], { mask: 0x4000 });
  network.namespace("host", { kind: "host" });
  const strangers = hostileNames.map((name, index) => {
    network.port(`host:eno${index}`, { kind: "physical", leavesMachine: true });
    const value = { subtype: "local", value: name, bytes: Buffer.from(`${index}${name}`).toString("hex") };
    return strangerFacts(`host:eno${index}`, `system ${index}`, name, { systemName: name, chassisId: value, portId: value });
  });
  const graph = createGraph({ epoch: "e", wall: "2026-01-01T00:00:00.000Z" });
  const reports = strangers.map((facts) => ({ kind: "neighbor", facts, reason: "new" }) as const);
  graph.apply([...network.facts(), ...reports, { kind: "plan", plan }], "2026-01-01T00:00:01.000Z", 1);
  return graph;
}

const plan: Plan = {
  source: "plan.dot",
  nodes: [],
  links: [
    { a: { node: "h1", interface: "n" }, b: { node: "h2", interface: "s" }, match: "ifname", fqdn: false, line: 1 },
    { a: { node: 'h"9', interface: "eth9" }, b: { node: "h3", interface: "eth9" }, match: "ifname", fqdn: false, line: 2 },
  ],
};

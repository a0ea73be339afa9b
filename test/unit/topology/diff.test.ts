import { expect, test } from "vitest";
import { diffTopologies } from "../../../src/topology/index.ts";
import { SimulatedNetwork } from "../../support/simulated-network.ts";
import { graphOf } from "./lab.ts";

const network = new SimulatedNetwork().cable("h1:eth0", "h2:eth0").cable("h1:eth1", "h3:eth0");

test("names what came, what went and what changed, with both sides", () => {
  const graph = graphOf(network);
  const before = graph.topology();
  const port = network.ports.get("h2:eth0");
  graph.apply([{ kind: "namespace-gone", id: "h3" }, ...(port ? [{ kind: "port" as const, facts: { ...port, mtu: 9000 } }] : [])], "later", 5000);
  const diff = diffTopologies(before, graph.topology());
  expect(diff.from).toEqual({ id: `e-${before.revision}`, time: before.generatedAt });
  expect(diff.removed.links.map(({ id }) => id)).toEqual(["h1:eth1--h3:eth0"]);
  expect(diff.removed.nodes.map(({ id }) => id)).toEqual(["h3"]);
  expect(diff.added).toEqual({ nodes: [], links: [] });
  expect(diff.changed).toMatchObject([{ id: "h1:eth0--h2:eth0", before: { warnings: [] }, after: { warnings: ["mtu-mismatch"] } }]);
  expect(diffTopologies(graph.topology(), before).added.links.map(({ id }) => id)).toEqual(["h1:eth1--h3:eth0"]);
});

test("a link that flapped and came back is no difference", () => {
  const graph = graphOf(network);
  const before = graph.topology();
  const report = network.report("h2:eth0", "h1:eth0");
  graph.apply([{ kind: "neighbor-gone", id: report.id, port: report.port, reason: "aged-out" }], "later", 5000);
  graph.apply([{ kind: "neighbor", facts: report, reason: "new" }], "later still", 6000);
  expect(graph.link("h1:eth0--h2:eth0")).toMatchObject({ flaps: 1, since: "later still" });
  expect(diffTopologies(before, graph.topology())).toMatchObject({ added: { links: [] }, removed: { links: [] }, changed: [] });
});

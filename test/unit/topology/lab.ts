import {
  createGraph,
  type ExplainDocument,
  type Fact,
  type Graph,
  type LinkDocument,
  type Plan,
  type PlannedLink,
  type PortDrift,
  type Reason,
} from "../../../src/topology/index.ts";
import type { SimulatedNetwork } from "../../support/simulated-network.ts";
import { WordsShown } from "../../support/words-shown.ts";

export const wall = "2026-01-01T00:00:01.000Z";

/** The words that the links of this file's graphs bore at any time. */
export const shown = new WordsShown();

/** Reasons that belong to one verdict, and are shown with it. */
export const reasonsOfVerdicts = [
  "namespace-gone",
  "interface-gone",
  "aged-out",
  "not-wired-as-planned",
  "not-planned",
] as const satisfies readonly Reason[];

/** The answer of `explain`; its words count as shown. */
export function explained(
  graph: Graph,
  port: string,
  peer: string | null,
  drift: (port: string) => PortDrift | null = () => null,
): ExplainDocument | null {
  const answer = graph.explain(port, peer, drift);
  if (answer?.verdict) shown.add({ verdict: answer.verdict, reason: answer.reason, warnings: [] });
  return answer;
}

/** A graph that was told everything about a network. */
export function graphOf(network: SimulatedNetwork, ...more: readonly Fact[]): Graph {
  const graph = createGraph({ epoch: "e", wall: "2026-01-01T00:00:00.000Z" });
  graph.changes.subscribe(() => {
    for (const link of graph.links()) shown.add(link);
  });
  graph.apply([...network.facts(), ...more], wall, 1000);
  return graph;
}

/** A planned link from `node:interface` to `node:interface`. */
export function plannedLink(a: string, b: string, over: Partial<PlannedLink> = {}): PlannedLink {
  return { a: plannedEnd(a), b: plannedEnd(b), match: "ifname", fqdn: false, line: 1, ...over };
}

function plannedEnd(text: string): { node: string; interface: string } {
  const at = text.lastIndexOf(":");
  return { node: text.slice(0, at), interface: text.slice(at + 1) };
}

export function planOf(...links: readonly PlannedLink[]): Plan {
  return { source: "plan.dot", links, nodes: [] };
}

/** The fact that a plan is held. */
export function holding(...links: readonly PlannedLink[]): Fact {
  return { kind: "plan", plan: planOf(...links) };
}

/** The link between two ports; fails when there is none. */
export function linkOf(graph: Graph, a: string, b: string): LinkDocument {
  const link = graph.link([a, b].sort().join("--"));
  if (!link) throw new Error(`no link ${a} -- ${b} in ${graph.links().map(({ id }) => id)}`);
  return link;
}

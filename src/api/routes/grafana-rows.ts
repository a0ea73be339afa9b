import type * as Type from "typebox";
import { type LinkDocument, type NodeDocument, type Place, type TopologyDocument, tierPlaces } from "../../topology/index.ts";
import type { GrafanaEdge, GrafanaNode } from "../contract/lists.ts";

type NodeRow = Type.Static<typeof GrafanaNode>;
type EdgeRow = Type.Static<typeof GrafanaEdge>;

const colors: Readonly<Record<string, string>> = { ok: "green", down: "gray", unverified: "blue", "one-way": "orange" };

/** One row per node, also for ends of links that no node claims: Grafana wants both ends of every edge among the nodes. */
export function nodeRows(topology: TopologyDocument): NodeRow[] {
  const owner = ownersOf(topology);
  const tally = new Map<string, { ok: number; all: number }>();
  for (const link of topology.links) {
    for (const node of new Set([owner(link.a), owner(link.b)])) {
      const { ok, all } = tally.get(node) ?? { ok: 0, all: 0 };
      tally.set(node, { ok: ok + (link.verdict === "ok" ? 1 : 0), all: all + 1 });
    }
  }
  const known = new Set(topology.nodes.map((node) => node.id));
  const strays = [...tally.keys()].filter((id) => !known.has(id)).sort();
  const nodes = [...topology.nodes, ...strays.map(strayNode)];
  const places = tierPlaces({ ...topology, nodes });
  return nodes.map((node) => nodeRow(node, tally.get(node.id) ?? { ok: 0, all: 0 }, places.get(node.id) ?? { x: 0, y: 0 }));
}

export function edgeRows(topology: TopologyDocument): EdgeRow[] {
  const owner = ownersOf(topology);
  return topology.links.map((link) => edgeRow(link, owner));
}

function ownersOf(topology: TopologyDocument): (port: string) => string {
  const owners = new Map(topology.nodes.flatMap((node) => node.ports.map((port) => [port, node.id] as const)));
  return (port) => owners.get(port) ?? port.slice(0, Math.max(port.lastIndexOf(":"), 0)) ?? port;
}

function strayNode(id: string): NodeDocument {
  return { id, kind: "remote", name: id, host: null, namespace: null, chassisId: null, capabilities: null, ports: [] };
}

function nodeRow(node: NodeDocument, { ok, all }: { readonly ok: number; readonly all: number }, { x, y }: Place): NodeRow {
  const share = all === 0 ? 1 : ok / all;
  return {
    id: node.id,
    title: node.name,
    subtitle: node.host ?? "",
    mainstat: `${ok}/${all} ok`,
    secondarystat: `${node.ports.length} ports`,
    arc__ok: share,
    arc__bad: 1 - share,
    fixedx: x,
    fixedy: -y,
    detail__kind: node.kind,
    detail__host: node.host ?? "",
    detail__namespace: node.namespace ?? "",
    detail__chassis: node.chassisId?.value ?? "",
  };
}

function edgeRow(link: LinkDocument, owner: (port: string) => string): EdgeRow {
  return {
    id: link.id,
    source: owner(link.a),
    target: owner(link.b),
    mainstat: link.verdict,
    secondarystat: link.reason ?? "",
    color: colors[link.verdict] ?? "red",
    thickness: link.verdict === "ok" ? 1 : 2,
    strokedasharray: link.verdict === "ok" ? "" : "4 2",
    detail__a: link.a,
    detail__b: link.b,
    detail__fix: link.fix ?? "",
    detail__warnings: link.warnings.join(", "),
    detail__since: link.since,
  };
}

import { jsonText } from "../../base/index.ts";
import type { TopologyDocument } from "../../topology/index.ts";
import { outlineOf } from "./outline.ts";

/** NetJSON NetworkGraph. It knows no ports, so they stand in the properties of a link. */
export function writeNetjson(topology: TopologyDocument): string {
  const { nodes, links, memberships } = outlineOf(topology);
  const graph = {
    type: "NetworkGraph",
    protocol: "LLDP",
    version: "802.1AB-2016",
    revision: String(topology.revision),
    metric: "hops",
    topology_id: topology.epoch,
    label: "lldp-watch",
    nodes: nodes.map(({ id, name, kind, host, namespace, chassisId, capabilities }) => ({
      id,
      label: name,
      properties: { kind, host, namespace, chassis_id: chassisId?.value ?? null, capabilities: capabilities?.enabled ?? [] },
    })),
    links: [
      ...links.map(({ link, from, to }) => ({
        source: from.node.id,
        target: to.node.id,
        cost: 1,
        cost_text: link.verdict,
        properties: {
          id: link.id,
          source_port: from.port,
          target_port: to.port,
          planned: link.planned,
          wired: link.wired,
          source_to_target: link.observed.aToB,
          target_to_source: link.observed.bToA,
          verdict: link.verdict,
          reason: link.reason,
          warnings: link.warnings,
        },
      })),
      ...memberships.map(({ segment, member, port }) => ({
        source: segment.id,
        target: member.id,
        cost: 1,
        cost_text: "member",
        properties: { source_port: null, target_port: port },
      })),
    ],
  };
  return `${jsonText(graph, 2)}\n`;
}

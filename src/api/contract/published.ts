import type { TSchema } from "typebox";
import { Diff, Explain, Health, Problem, Ready, Status, Verify } from "./answers.ts";
import { GraphEvent, Link, Namespace, Node, Port, Topology } from "./graph.ts";
import {
  EventList,
  GrafanaEdge,
  GrafanaNode,
  LinkList,
  NamespaceList,
  NeighborList,
  OneLink,
  OneNamespace,
  OneNeighbor,
  OnePort,
  PortList,
} from "./lists.ts";
import { DecodeLine, Neighbor } from "./neighbor.ts";

/** Every document that lldp-watch writes, by the name of its published schema (schemas/NAME.json). */
export const publishedSchemas: Readonly<Record<string, TSchema>> = {
  "decode-line": DecodeLine,
  diff: Diff,
  event: GraphEvent,
  "event-list": EventList,
  explain: Explain,
  "grafana-edge": GrafanaEdge,
  "grafana-node": GrafanaNode,
  health: Health,
  link: Link,
  "link-list": LinkList,
  namespace: Namespace,
  "namespace-list": NamespaceList,
  neighbor: Neighbor,
  "neighbor-list": NeighborList,
  node: Node,
  "one-link": OneLink,
  "one-namespace": OneNamespace,
  "one-neighbor": OneNeighbor,
  "one-port": OnePort,
  port: Port,
  "port-list": PortList,
  problem: Problem,
  ready: Ready,
  status: Status,
  topology: Topology,
  verify: Verify,
};

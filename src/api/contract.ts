// The words that cross the wire, as data: what the server answers from, and all that a client needs to know of it.
export { Diff, Explain, Health, Problem, Ready, Status, Verify } from "./contract/answers.ts";
export { type ErrorCode, type ErrorKind, errors } from "./contract/errors.ts";
export { GraphEvent, Link, Namespace, Node, Port, PortCounters, Topology } from "./contract/graph.ts";
export {
  EventList,
  GrafanaEdge,
  GrafanaEdges,
  GrafanaNode,
  GrafanaNodes,
  LinkList,
  NamespaceList,
  NeighborList,
  OneLink,
  OneNamespace,
  OneNeighbor,
  OnePort,
  PortList,
} from "./contract/lists.ts";
export { eventStreamMediaType, graphMediaTypes, problemMediaType } from "./contract/media-types.ts";
export { DecodeLine, Lldpdu, Neighbor } from "./contract/neighbor.ts";
export { Dot1, Dot3, Med } from "./contract/organizations.ts";
export { publishedSchemas } from "./contract/published.ts";
export { type Access, commonErrors, type Reply, type Route } from "./contract/route.ts";
export { type RouteId, routes } from "./contract/routes.ts";

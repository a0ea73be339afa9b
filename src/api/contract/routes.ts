import type { TObject, TSchema } from "typebox";
import { Diff, Explain, Health, Ready, Status, Verify } from "./answers.ts";
import { Topology } from "./graph.ts";
import {
  EventList,
  GrafanaEdges,
  GrafanaNodes,
  LinkList,
  NamespaceList,
  NeighborList,
  OneLink,
  OneNamespace,
  OneNeighbor,
  OnePort,
  PortList,
} from "./lists.ts";
import { graphMediaTypes } from "./media-types.ts";
import {
  DiffQuery,
  EventsQuery,
  ExplainQuery,
  IdPath,
  LinksQuery,
  NamespacesQuery,
  NeighborsQuery,
  NoQuery,
  PortPatch,
  PortsQuery,
  RowsQuery,
  TopologyQuery,
  VerifyBody,
  VerifyQuery,
} from "./queries.ts";
import type { Reply, Route } from "./route.ts";

// The routes as data: the server, the OpenAPI document, docs/reference/api.md and the CLI's client are made from this table.

const json = (schema: TSchema | null, description: string, status = 200): Reply => ({ status, type: "application/json", schema, description });
const text = (type: string, description: string): Reply => ({ status: 200, type, schema: null, description });
const reading = { method: "GET", access: "read", revisioned: false, params: null, body: null, errors: [] } as const;

const list = <Q extends TObject>(path: string, summary: string, query: Q, reply: TSchema, description = "") =>
  ({
    ...reading,
    revisioned: true,
    path,
    summary,
    description: `Sorted by id, in pages of at most 1,000. ETag and If-None-Match as for the topology.${description}`,
    query,
    replies: [json(reply, "One page.")],
    errors: ["query-invalid", "cursor-invalid"],
  }) as const;

const item = (path: string, summary: string, reply: TSchema) =>
  ({ ...reading, path, summary, description: "", params: IdPath, query: NoQuery, replies: [json(reply, "It.")], errors: ["not-found"] }) as const;

export const routes = {
  getTopology: {
    ...reading,
    revisioned: true,
    path: "/api/v1/topology",
    summary: "The graph of nodes and links",
    description:
      "The ETag names epoch and revision; If-None-Match with it is answered 304. Events after this revision continue it without a gap. Filtered by namespace or host, it holds the nodes that match, their links and the nodes at the other ends. Above 50,000 ports it must be filtered.",
    query: TopologyQuery,
    replies: [
      json(Topology, "The graph."),
      ...Object.entries(graphMediaTypes)
        .filter(([format]) => format !== "json")
        .map(([format, type]) => text(type, `format=${format}`)),
    ],
    errors: ["query-invalid", "moment-invalid", "history-off", "moment-not-kept", "topology-too-large"],
  },
  getTopologyNodes: {
    ...reading,
    revisioned: true,
    path: "/api/v1/topology/nodes",
    summary: "Nodes as flat rows for Grafana",
    description: "Field names of Grafana's node graph panel, for the Infinity data source.",
    query: RowsQuery,
    replies: [json(GrafanaNodes, "One row per node.")],
    errors: ["query-invalid", "topology-too-large"],
  },
  getTopologyEdges: {
    ...reading,
    revisioned: true,
    path: "/api/v1/topology/edges",
    summary: "Links as flat rows for Grafana",
    description: "Every source and target stands in the nodes that the same query gives.",
    query: RowsQuery,
    replies: [json(GrafanaEdges, "One row per link.")],
    errors: ["query-invalid", "topology-too-large"],
  },
  listNamespaces: list("/api/v1/namespaces", "Namespaces", NamespacesQuery, NamespaceList),
  getNamespace: item("/api/v1/namespaces/{id}", "One namespace", OneNamespace),
  listPorts: list("/api/v1/ports", "Ports", PortsQuery, PortList, " The counters are live, at most a second old, and not covered by the ETag."),
  getPort: item("/api/v1/ports/{id}", "One port", OnePort),
  setPort: {
    method: "PATCH",
    path: "/api/v1/ports/{id}",
    summary: "Set the mode of a port",
    description: "Always needs the token.",
    access: "write",
    revisioned: false,
    params: IdPath,
    query: NoQuery,
    body: { "application/json": PortPatch },
    replies: [json(OnePort, "The port after the change.")],
    errors: [
      "body-malformed",
      "writing-off",
      "not-found",
      "port-not-watched",
      "body-too-large",
      "content-type-unsupported",
      "body-invalid",
      "request-timeout",
    ],
  },
  listNeighbors: list(
    "/api/v1/neighbors",
    "Neighbors",
    NeighborsQuery,
    NeighborList,
    " `expiresAt` is live, at most a second old, and not covered by the ETag.",
  ),
  getNeighbor: item("/api/v1/neighbors/{id}", "One neighbor", OneNeighbor),
  listLinks: list("/api/v1/links", "Links", LinksQuery, LinkList),
  getLink: item("/api/v1/links/{id}", "One link", OneLink),
  getEvents: {
    ...reading,
    path: "/api/v1/events",
    summary: "The stream of changes, or their history in pages",
    description:
      "Server-sent events; with `Accept: application/json`, pages of the history. `after` or Last-Event-ID continues right after that event; where that is not possible, or the daemon began a new epoch, an event `reset` stands in between: read the topology again and skip events up to its revision. A reader that is too slow gets a last event `cut-off` and is closed; it may resume.",
    query: EventsQuery,
    replies: [text("text/event-stream", "The stream."), json(EventList, "One page.")],
    errors: ["query-invalid", "cursor-invalid", "moment-invalid", "moment-not-kept", "too-many-streams", "closing"],
  },
  getDiff: {
    ...reading,
    path: "/api/v1/diff",
    summary: "What differs between two moments",
    description: "",
    query: DiffQuery,
    replies: [json(Diff, "The difference.")],
    errors: ["query-invalid", "moment-invalid", "history-off", "moment-not-kept"],
  },
  getExplain: {
    ...reading,
    path: "/api/v1/explain",
    summary: "Why a port or link is as it is",
    description: "",
    query: ExplainQuery,
    replies: [json(Explain, "Verdict, reason, what mends it, and what that rests on.")],
    errors: ["query-invalid", "not-found"],
  },
  verifyPlan: {
    ...reading,
    method: "POST",
    path: "/api/v1/verify",
    summary: "Compare the cabling with a plan",
    description: "Changes nothing, so it needs no more than reading does.",
    query: VerifyQuery,
    body: { "application/json": VerifyBody, "text/plain": null, "application/yaml": null, "text/vnd.graphviz": null },
    replies: [json(Verify, "Whether the plan holds, link by link.")],
    errors: ["query-invalid", "body-malformed", "body-too-large", "content-type-unsupported", "body-invalid", "plan-unreadable", "request-timeout"],
  },
  getStatus: {
    ...reading,
    path: "/api/v1/status",
    summary: "How the daemon itself is",
    description: "",
    query: NoQuery,
    replies: [json(Status, "Version, counts, and the state of history, bus and push.")],
  },
  getMetrics: {
    ...reading,
    path: "/metrics",
    summary: "Metrics for Prometheus",
    description: "In the Prometheus or OpenMetrics text format, by the Accept header.",
    query: NoQuery,
    replies: [text("text/plain", "Prometheus text format 0.0.4."), text("application/openmetrics-text", "OpenMetrics 1.0.0.")],
  },
  getHealth: {
    ...reading,
    access: "open",
    path: "/healthz",
    summary: "Whether the process answers",
    description: "",
    query: NoQuery,
    replies: [json(Health, "It does.")],
  },
  getReady: {
    ...reading,
    access: "open",
    path: "/readyz",
    summary: "Whether every namespace's agents are up",
    description: "",
    query: NoQuery,
    replies: [json(Ready, "They are."), json(Ready, "Some are not: which, and why.", 503)],
  },
  getOpenapi: {
    ...reading,
    access: "open",
    path: "/openapi.json",
    summary: "This description, as OpenAPI 3.1",
    description: "",
    query: NoQuery,
    replies: [json(null, "OpenAPI 3.1.")],
  },
} as const satisfies Record<string, Route>;

export type RouteId = keyof typeof routes;

import type { TopologyDocument } from "../../topology/index.ts";
import { ApiError } from "../api-error.ts";
import { Body } from "../body.ts";
import { graphMediaTypes, jsonMediaType } from "../contract/media-types.ts";
import type { GraphFormat } from "../deps.ts";
import { topologyPart, type WhereQuery } from "../filters.ts";
import { topologyAt } from "../moment.ts";
import { acceptedType } from "../negotiation.ts";
import type { Asked, Handler, Room } from "../room.ts";
import { answeredAsFresh, sendBody } from "../send.ts";
import { edgeRows, nodeRows } from "./grafana-rows.ts";

const formats = Object.keys(graphMediaTypes) as GraphFormat[];
const mediaTypes = Object.values(graphMediaTypes);

export const getTopology: Handler<"getTopology"> = (room, asked) => {
  const { query, request, reply } = asked;
  const format = query.format ?? formatOf(acceptedType(request, mediaTypes));
  if (query.at !== undefined && query.at !== "now") return sendPast(room, asked, format, query.at);
  const { version } = room.index;
  if (answeredAsFresh(request, reply, tagOf(version, format))) return reply;
  refuseTooLarge(room, query);
  const body = room.bodies.get(`topology ${format} ${whereKey(query)}`, version, () =>
    bodyOf(room, topologyPart(room.deps.graph.topology(), query), format),
  );
  return sendBody(request, reply, body);
};

export const getTopologyNodes: Handler<"getTopologyNodes"> = (room, asked) => sendRows(room, asked, "nodes", nodeRows);
export const getTopologyEdges: Handler<"getTopologyEdges"> = (room, asked) => sendRows(room, asked, "edges", edgeRows);

async function sendPast(room: Room, { query, request, reply }: Asked<"getTopology">, format: GraphFormat, at: string) {
  const topology = await topologyAt(at, room.deps);
  return sendBody(request, reply, bodyOf(room, topologyPart(topology, query), format));
}

function sendRows(
  room: Room,
  { query, request, reply }: Asked<"getTopologyNodes" | "getTopologyEdges">,
  name: string,
  rowsOf: (topology: TopologyDocument) => readonly object[],
) {
  acceptedType(request, [jsonMediaType]);
  const { version } = room.index;
  if (answeredAsFresh(request, reply, tagOf(version, "json"))) return reply;
  refuseTooLarge(room, query);
  const build = () => new Body(jsonMediaType, JSON.stringify(rowsOf(topologyPart(room.deps.graph.topology(), query))));
  return sendBody(request, reply, room.bodies.get(`rows ${name} ${whereKey(query)}`, version, build));
}

function bodyOf({ deps, text }: Room, topology: TopologyDocument, format: GraphFormat): Body {
  if (format !== "json") return new Body(`${graphMediaTypes[format]}; charset=utf-8`, deps.writeGraph(topology, format));
  const { nodes, links, ...head } = topology;
  const list = (items: readonly object[]) => `[${items.map((item) => text.of(item)).join(",")}]`;
  return new Body(jsonMediaType, `${JSON.stringify(head).slice(0, -1)},"nodes":${list(nodes)},"links":${list(links)}}`);
}

function formatOf(mediaType: string): GraphFormat {
  return formats.find((format) => graphMediaTypes[format] === mediaType) ?? "json";
}

// Representations in other formats are others, so their tags are too.
function tagOf(version: string, format: GraphFormat): string {
  return format === "json" ? `W/"${version}"` : `W/"${version}-${format}"`;
}

const whereKey = ({ namespace, host }: WhereQuery) => JSON.stringify([namespace, host]);

function refuseTooLarge({ deps, limits }: Room, { namespace, host }: WhereQuery): void {
  if (namespace !== undefined || host !== undefined || deps.graph.ports().length <= limits.unfilteredPorts) return;
  throw new ApiError(
    "topology-too-large",
    `The graph has ${deps.graph.ports().length} ports; above ${limits.unfilteredPorts}, filter by namespace= or host=, or read /api/v1/links in pages.`,
  );
}

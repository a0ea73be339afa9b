import type { Duration } from "../../base/index.ts";
import { notFound } from "../api-error.ts";
import { Body } from "../body.ts";
import { jsonMediaType } from "../contract/media-types.ts";
import type { RouteId } from "../contract/routes.ts";
import { pageOf } from "../cursor.ts";
import { linkFilter, namespaceFilter, neighborFilter, portFilter } from "../filters.ts";
import { acceptedType } from "../negotiation.ts";
import type { Asked, Handler, Room } from "../room.ts";
import { answeredAsFresh, sendBody } from "../send.ts";

// How old live numbers may be: many readers of one list then share one body.
const liveAge: Duration = 1000;

interface Collection<T> {
  readonly name: string;
  readonly items: readonly T[];
  readonly matches: () => (item: T) => boolean;
  readonly line: (item: T) => string;
  readonly live: ((item: T) => Readonly<Record<string, unknown>>) | null;
}

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly fields?: readonly string[];
}

export const listNamespaces: Handler<"listNamespaces"> = (room, asked) => {
  const matches = () => namespaceFilter(asked.query, room.index);
  return sendList(room, asked, { name: "namespaces", items: room.deps.graph.namespaces(), matches, line: (item) => room.text.of(item), live: null });
};

export const listPorts: Handler<"listPorts"> = (room, asked) => {
  const { text } = room;
  const matches = () => portFilter(asked.query, room.index);
  const live = text.livePort.bind(text);
  return sendList(room, asked, { name: "ports", items: room.deps.graph.ports(), matches, line: (item) => text.port(item), live });
};

export const listNeighbors: Handler<"listNeighbors"> = (room, asked) => {
  const { text } = room;
  const matches = () => neighborFilter(asked.query, room.index);
  const live = text.liveNeighbor.bind(text);
  return sendList(room, asked, { name: "neighbors", items: room.deps.graph.neighbors(), matches, line: (item) => text.neighbor(item), live });
};

export const listLinks: Handler<"listLinks"> = (room, asked) => {
  const matches = () => linkFilter(asked.query, room.index);
  return sendList(room, asked, { name: "links", items: room.deps.graph.links(), matches, line: (item) => room.text.of(item), live: null });
};

function sendList<T extends { readonly id: string }>(room: Room, asked: Parts, collection: Collection<T>) {
  const { request, reply } = asked;
  acceptedType(request, [jsonMediaType]);
  const { version } = room.index;
  if (answeredAsFresh(request, reply, `W/"${version}"`)) return reply;
  const key = `${collection.name} ${JSON.stringify(asked.query)}`;
  const body = room.bodies.get(key, version, () => listBody(room, asked.query, collection), collection.live ? liveAge : undefined);
  return sendBody(request, reply, body);
}

function listBody<T extends { readonly id: string }>(room: Room, query: PageQuery, { name, items, matches, line, live }: Collection<T>): Body {
  const page = pageOf(name, items, matches(), query);
  const { fields } = query;
  const lines = page.items.map(fields ? (item) => room.text.some(item, live?.(item) ?? {}, fields) : line);
  return new Body(jsonMediaType, `${head(room)},"${name}":[${lines.join(",")}],"nextCursor":${JSON.stringify(page.nextCursor)}}`);
}

export const getNamespace: Handler<"getNamespace"> = (room, { request, reply, params }) => {
  const found = room.deps.graph.namespace(params.id);
  return sendItem(room, request, reply, "namespace", params.id, found && room.text.of(found));
};

export const getPort: Handler<"getPort"> = (room, { request, reply, params }) => {
  const found = room.deps.graph.port(params.id);
  return sendItem(room, request, reply, "port", params.id, found && room.text.port(found));
};

export const getNeighbor: Handler<"getNeighbor"> = (room, { request, reply, params }) => {
  const found = room.deps.graph.neighbor(params.id);
  return sendItem(room, request, reply, "neighbor", params.id, found && room.text.neighbor(found));
};

export const getLink: Handler<"getLink"> = (room, { request, reply, params }) => {
  const found = room.deps.graph.link(params.id);
  return sendItem(room, request, reply, "link", params.id, found && room.text.of(found));
};

type Parts = Pick<Asked<RouteId>, "request" | "reply"> & { readonly query: PageQuery };

/** Sends one document in its envelope, or throws `not-found`. */
export function sendItem(room: Room, request: Parts["request"], reply: Parts["reply"], name: string, id: string, line: string | null) {
  acceptedType(request, [jsonMediaType]);
  if (line === null) throw notFound(name, id);
  return sendBody(request, reply, new Body(jsonMediaType, `${head(room)},"${name}":${line}}`));
}

function head({ deps: { graph } }: Room): string {
  return `{"schema":1,"epoch":${JSON.stringify(graph.epoch)},"revision":${graph.revision}`;
}

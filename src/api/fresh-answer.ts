import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../base/index.ts";
import { commonHeaders } from "./common-headers.ts";
import { jsonMediaType } from "./contract/media-types.ts";
import type { Route } from "./contract/route.ts";
import { routes } from "./contract/routes.ts";
import type { GraphIndex } from "./graph-index.ts";
import type { Guard } from "./guard.ts";
import type { RequestRecord } from "./request-record.ts";

export interface FreshAnswerParts {
  readonly clock: Clock;
  readonly index: GraphIndex;
  readonly guard: Guard;
  readonly record: RequestRecord;
}

/**
 * The shortest way for the commonest question, "has anything changed?": a local GET of a whole document with the present ETag is
 * answered 304 before a framework sees it, at twice the rate. Returns false for anything else, and has then done nothing.
 */
export function makeFreshAnswer({ clock, index, guard, record }: FreshAnswerParts): (request: IncomingMessage, response: ServerResponse) => boolean {
  const paths = new Set(Object.values<Route>(routes).flatMap(({ revisioned, path }) => (revisioned ? [path] : [])));
  return (request, response) => {
    const { url = "", headers } = request;
    if (headers["if-none-match"] === undefined || request.method !== "GET" || !paths.has(url)) return false;
    const etag = `W/"${index.version}"`;
    const wantsJson = headers.accept === undefined || headers.accept === "*/*" || headers.accept === jsonMediaType;
    if (headers["if-none-match"] !== etag || !wantsJson || !guard.isPlainlyLocal(request)) return false;
    const begin = clock.now();
    const requestId = record.nextId();
    response.writeHead(304, { ...commonHeaders(requestId), etag, "cache-control": "no-cache", vary: "accept, accept-encoding" });
    response.end();
    record.add({ route: url, method: "GET", status: 304, took: clock.now() - begin, requestId });
    return true;
  };
}

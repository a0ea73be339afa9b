import { Body } from "../body.ts";
import { jsonMediaType } from "../contract/media-types.ts";
import { acceptedType } from "../negotiation.ts";
import { openApiText } from "../openapi.ts";
import type { Handler } from "../room.ts";
import { sendBody } from "../send.ts";

const prometheus = "text/plain; version=0.0.4; charset=utf-8";
const openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

export const getMetrics: Handler<"getMetrics"> = async ({ deps }, { request, reply }) => {
  const open = acceptedType(request, ["text/plain", "application/openmetrics-text"]) !== "text/plain";
  const text = await deps.metrics(open ? "openmetrics" : "prometheus");
  return sendBody(request, reply.header("vary", "accept, accept-encoding"), new Body(open ? openMetrics : prometheus, text));
};

export const getHealth: Handler<"getHealth"> = (_room, { reply }) =>
  reply.header("cache-control", "no-store").header("content-type", jsonMediaType).send('{"schema":1,"status":"ok"}');

export const getReady: Handler<"getReady"> = ({ deps }, { request, reply }) => {
  const readiness = deps.readiness();
  const body = new Body(jsonMediaType, JSON.stringify({ schema: 1, ready: readiness.ready, failing: readiness.failing }));
  return sendBody(request, reply.code(readiness.ready ? 200 : 503), body);
};

export const getOpenapi: Handler<"getOpenapi"> = ({ deps, bodies, index }, { request, reply }) => {
  const body = bodies.get("openapi", index.version, () => new Body(jsonMediaType, openApiText(deps.version)));
  return sendBody(request, reply, body);
};

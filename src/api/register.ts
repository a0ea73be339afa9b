import type { FastifyInstance, FastifyRequest, FastifySchema } from "fastify";
import { ApiError } from "./api-error.ts";
import type { Route } from "./contract/route.ts";
import { type RouteId, routes } from "./contract/routes.ts";
import type { Asked, Handler, Room } from "./room.ts";
import { handlers } from "./routes/handlers.ts";

/** Gives the application every route of the contract. */
export function registerRoutes(app: FastifyInstance, room: Room): void {
  for (const [id, route] of Object.entries(routes) as [RouteId, Route][]) registerRoute(app, room, id, route);
}

function registerRoute(app: FastifyInstance, room: Room, id: RouteId, route: Route): void {
  const handler = handlers[id] as Handler<RouteId>;
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    config: { access: route.access, route: route.path },
    schema: schemaOf(route),
    ...(route.body ? { preValidation: (request, _reply, done) => done(contentTypeFault(request, route) ?? undefined) } : {}),
    handler: (request, reply) => {
      const { query, params, body } = request;
      const answer = handler(room, { query, params, body, request, reply } as Asked<RouteId>);
      // A reply is thenable: given back, it would cost every request a turn of the microtask queue.
      return answer === reply ? undefined : answer;
    },
  });
}

function schemaOf({ query, params, body }: Route): FastifySchema {
  const typed = Object.entries(body ?? {}).filter(([, schema]) => schema !== null);
  const content = Object.fromEntries(typed.map(([type, schema]) => [type, { schema }]));
  return { querystring: query, ...(params ? { params } : {}), ...(typed.length > 0 ? { body: { content } } : {}) };
}

// fastify has one set of body parsers for all routes; what a route itself takes stands in the contract.
function contentTypeFault(request: FastifyRequest, { body }: Route): ApiError | null {
  const type = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const same = type.replace(/^(application\/x-|text\/)yaml$/, "application/yaml");
  if (body && same in body) return request.body === undefined ? new ApiError("body-malformed", "The body is empty.") : null;
  return new ApiError("content-type-unsupported", `This takes ${Object.keys(body ?? {}).join(", ")}.`);
}

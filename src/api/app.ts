import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from "fastify";
import type { TObject } from "typebox";
import { ApiError } from "./api-error.ts";
import { problemMediaType } from "./contract/media-types.ts";
import type { Access } from "./contract/route.ts";
import { flatObjectCheck } from "./flat-object.ts";
import { isLocalAddress, makeGuard } from "./guard.ts";
import type { LoopLag } from "./loop-lag.ts";
import { matchingMethods } from "./methods.ts";
import type { ApiOptions } from "./options.ts";
import { asApiError, problemBody } from "./problem.ts";
import { registerRoutes } from "./register.ts";
import type { RequestStats } from "./request-stats.ts";
import type { Room } from "./room.ts";
import { registerPage } from "./web-page.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    /** Path of the contract, for statistics. */
    route?: string;
  }
}

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;

const parts = { querystring: "query", params: "path", body: "body" } as const;
const planTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/vnd.graphviz"];

// Replies are written by hand from documents that tests hold to the contract; a compiled serializer would drop what it does not know.
const compilersFactory = {
  buildValidator: () => (route: { readonly schema: unknown; readonly httpPart?: string }) =>
    flatObjectCheck(route.schema as TObject, parts[route.httpPart as keyof typeof parts]),
  buildSerializer: () => () => JSON.stringify,
} as unknown as CompilersFactory;

/** The fastify application: every route of the contract and the page, ready to be given requests. */
export async function makeApp(room: Room, options: ApiOptions, lag: LoopLag, stats: RequestStats): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    logger: false,
    bodyLimit: room.limits.bodyOctets,
    routerOptions: { maxParamLength: 1024 },
    genReqId: requestIds(),
    frameworkErrors: (error, request, reply) => sendProblem(room, error, request, reply),
    schemaController: { compilersFactory },
  } satisfies FastifyServerOptions as FastifyServerOptions);
  app.addContentTypeParser(planTypes, { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendProblem(room, error, request, reply));
  app.setNotFoundHandler((request) => refuseUnknown(app, request));
  await app.register(helmet, { global: false });
  await addHooks(app, room, options, lag, stats);
  registerRoutes(app, room);
  await registerPage(app, options.webRoot ?? null);
  await app.ready();
  return app;
}

async function addHooks(app: FastifyInstance, room: Room, options: ApiOptions, lag: LoopLag, stats: RequestStats): Promise<void> {
  const guard = makeGuard(options);
  const limitRate = await rateLimiter(app, options.ratePerMinute ?? null);
  app.addHook("onRequest", (request, reply, done) => {
    setCommonHeaders(request, reply);
    const access = request.routeOptions.config.access ?? "open";
    guard(request, access);
    if (access !== "open" && lag.sustained > room.limits.lag) {
      throw new ApiError("overloaded", "The daemon is behind with its work.", { headers: { "retry-after": "1" } });
    }
    if (limitRate && !isLocalAddress(request.raw.socket.remoteAddress)) limitRate(request).then(() => done(), done);
    else done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.config.route ?? "other";
    stats.add(route, request.method, reply.raw.statusCode, reply.elapsedTime);
    if (options.accessLog) {
      const took = Math.round(reply.elapsedTime * 1000) / 1000;
      room.deps.log.info({ requestId: request.id, method: request.method, route, status: reply.raw.statusCode, took }, "request");
    }
    done();
  });
}

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("x-request-id", request.id).header("x-content-type-options", "nosniff").header("cross-origin-resource-policy", "same-origin");
}

async function rateLimiter(app: FastifyInstance, perMinute: number | null): Promise<((request: FastifyRequest) => Promise<void>) | null> {
  if (perMinute === null) return null;
  await app.register(rateLimit, { global: false });
  const check = app.createRateLimit({ max: perMinute, timeWindow: 60_000 });
  return async (request) => {
    const outcome = await check(request);
    if (outcome.isAllowed || !outcome.isExceeded) return;
    throw new ApiError("too-many-requests", `More than ${perMinute} requests in a minute.`, {
      headers: { "retry-after": `${outcome.ttlInSeconds}` },
    });
  };
}

function requestIds(): () => string {
  let count = 0;
  return () => (++count).toString(36);
}

function refuseUnknown(app: FastifyInstance, request: FastifyRequest): never {
  const path = request.url.split("?", 1)[0] ?? "";
  const methods = matchingMethods(app, path);
  if (methods.length === 0) throw new ApiError("route-unknown", "Nothing is served at this path.");
  throw new ApiError("method-not-allowed", `${request.method} is not among ${methods.join(", ")}.`, { headers: { allow: methods.join(", ") } });
}

function sendProblem({ deps }: Room, thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  let error = asApiError(thrown);
  if (!error) {
    const cause = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    deps.log.error({ requestId: request.id, cause }, "a request met a bug");
    error = new ApiError("internal", "The daemon met a bug; its log has the cause under this request id.");
  }
  setCommonHeaders(request, reply);
  // What was meant for the answer that did not come must not describe this one.
  for (const name of ["etag", "content-encoding", "vary"]) reply.removeHeader(name);
  reply.code(error.statusCode).headers(error.headers).header("cache-control", "no-store").header("content-type", problemMediaType);
  // As octets, because fastify would add a charset to text, which JSON has none of.
  reply.send(Buffer.from(problemBody(error.code, error.message, request.id, error.wrong)));
}

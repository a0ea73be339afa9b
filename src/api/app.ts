import helmet from "@fastify/helmet";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from "fastify";
import type { TObject } from "typebox";
import { answerFailure, refuseUnknown } from "./answer-failure.ts";
import { ApiError } from "./api-error.ts";
import { commonHeaders } from "./common-headers.ts";
import type { Access } from "./contract/route.ts";
import { flatObjectCheck } from "./flat-object.ts";
import { type Guard, isLocalAddress } from "./guard.ts";
import type { LoopLag } from "./loop-lag.ts";
import { type ApiOptions, defaultRatePerMinute } from "./options.ts";
import { registerRoutes } from "./register.ts";
import type { RequestRecord } from "./request-record.ts";
import type { Room } from "./room.ts";
import { registerPage } from "./web-page.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    /** Path of the contract, for statistics. */
    route?: string;
  }
}

export interface AppParts {
  readonly room: Room;
  readonly options: ApiOptions;
  readonly guard: Guard;
  readonly lag: LoopLag;
  readonly record: RequestRecord;
}

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;

const partNames = { querystring: "query", params: "path", body: "body" } as const;
const planTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/vnd.graphviz"];

// Replies are written by hand from documents that tests hold to the contract; a compiled serializer would drop what it does not know.
const compilersFactory = {
  buildValidator: () => (route: { readonly schema: unknown; readonly httpPart?: string }) =>
    flatObjectCheck(route.schema as TObject, partNames[route.httpPart as keyof typeof partNames]),
  buildSerializer: () => () => JSON.stringify,
} as unknown as CompilersFactory;

/** The fastify application: every route of the contract and the page, ready to be given requests. */
export async function makeApp(parts: AppParts): Promise<FastifyInstance> {
  const { room, options, record } = parts;
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) => answerFailure(room.deps.log, error, request, reply);
  const app: FastifyInstance = fastify({
    logger: false,
    bodyLimit: room.limits.bodyOctets,
    routerOptions: { maxParamLength: 1024 },
    genReqId: () => record.nextId(),
    frameworkErrors: fail,
    schemaController: { compilersFactory },
  } satisfies FastifyServerOptions as FastifyServerOptions);
  app.addContentTypeParser(planTypes, { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setErrorHandler(fail);
  app.setNotFoundHandler((request) => refuseUnknown(app, request));
  await app.register(helmet, { global: false });
  await addHooks(app, parts);
  registerRoutes(app, room);
  await registerPage(app, options.webRoot ?? null);
  await app.ready();
  return app;
}

async function addHooks(app: FastifyInstance, { room, options, guard, lag, record }: AppParts): Promise<void> {
  const limitRate = await rateLimiter(app, options);
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(commonHeaders(request.id));
    const { access = "open" } = request.routeOptions.config;
    guard.check(request.raw, access);
    if (access !== "open" && lag.sustained > room.limits.lag) {
      throw new ApiError("overloaded", "The daemon is behind with its work.", { headers: { "retry-after": "1" } });
    }
    if (limitRate && !isLocalAddress(request.raw.socket.remoteAddress)) limitRate(request).then(() => done(), done);
    else done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const { route = "other" } = request.routeOptions.config;
    record.add({ route, method: request.method, status: reply.raw.statusCode, took: reply.elapsedTime, requestId: request.id });
    done();
  });
}

// Without a token and without --insecure-listen nobody else can read anyway, and the package stays unread.
async function rateLimiter(app: FastifyInstance, options: ApiOptions): Promise<((request: FastifyRequest) => Promise<void>) | null> {
  const { token, insecure, ratePerMinute: perMinute = defaultRatePerMinute } = options;
  if (perMinute === null || (!token && !insecure)) return null;
  const { default: rateLimit } = await import("@fastify/rate-limit");
  await app.register(rateLimit, { global: false });
  const check = app.createRateLimit({ max: perMinute, timeWindow: 60_000 });
  return async (request) => {
    const outcome = await check(request);
    if (outcome.isAllowed || !outcome.isExceeded) return;
    const headers = { "retry-after": `${outcome.ttlInSeconds}` };
    throw new ApiError("too-many-requests", `More than ${perMinute} requests in a minute.`, { headers });
  };
}

import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { Logger } from "../base/index.ts";
import { ApiError } from "./api-error.ts";
import { commonHeaders } from "./common-headers.ts";
import { problemMediaType } from "./contract/media-types.ts";
import { asApiError, problemBody } from "./problem.ts";

const methods: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PATCH"];

/** Answers with the problem that a thrown value means; a bug is logged and told as no more than that. */
export function answerFailure(log: Logger, thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  let error = asApiError(thrown);
  if (!error) {
    const cause = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.error({ requestId: request.id, cause }, "a request met a bug");
    error = new ApiError("internal", "The daemon met a bug; its log has the cause under this request id.");
  }
  // What was meant for the answer that did not come must not describe this one.
  for (const name of ["etag", "content-encoding", "vary"]) reply.removeHeader(name);
  reply.code(error.statusCode).headers({ ...commonHeaders(request.id), ...error.headers });
  reply.header("cache-control", "no-store").header("content-type", problemMediaType);
  // As octets, because fastify would add a charset to text, which JSON has none of.
  reply.send(Buffer.from(problemBody(error.code, error.message, request.id, error.wrong)));
}

/** Throws `route-unknown`, or `method-not-allowed` when the path is known by other methods. */
export function refuseUnknown(app: FastifyInstance, request: FastifyRequest): never {
  const url = request.url.split("?", 1)[0] ?? "";
  const known = methods.filter((method) => app.findRoute({ method, url }) !== null);
  if (known.length === 0) throw new ApiError("route-unknown", "Nothing is served at this path.");
  throw new ApiError("method-not-allowed", `${request.method} is not among ${known.join(", ")}.`, { headers: { allow: known.join(", ") } });
}

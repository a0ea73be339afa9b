import type { FastifyReply, FastifyRequest } from "fastify";
import type { Body } from "./body.ts";
import { acceptedEncoding, isFresh } from "./negotiation.ts";

/** Answers 304 when the client has this tag already. Call it before a body is built. */
export function answeredAsFresh(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.header("etag", etag).header("cache-control", "no-cache").header("vary", "accept, accept-encoding");
  if (!isFresh(request, etag)) return false;
  reply.code(304).send();
  return true;
}

/** Sends a body in the encoding that the client likes best. */
export function sendBody(request: FastifyRequest, reply: FastifyReply, body: Body): FastifyReply | Promise<FastifyReply> {
  const encoding = body.encodingFor(acceptedEncoding(request));
  reply.header("content-type", body.type);
  if (!reply.hasHeader("vary")) reply.header("vary", "accept-encoding");
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  const octets = body.in(encoding);
  return octets instanceof Promise ? octets.then((made) => reply.send(made)) : reply.send(octets);
}

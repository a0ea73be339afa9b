import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import { ApiError } from "./api-error.ts";

export type Encoding = "identity" | "gzip" | "br";
const encodings = ["gzip", "br", "identity"];

/** The media type of `offered` (preferred first) that the request accepts most. Throws `not-acceptable` when it accepts none. */
export function acceptedType(request: FastifyRequest, offered: readonly string[]): string {
  const accept = request.headers.accept;
  const first = offered[0] ?? "";
  if (accept === undefined || accept === "*/*" || accept === first) return first;
  const found = new Negotiator(request.raw).mediaType([...offered]);
  if (found === undefined) throw new ApiError("not-acceptable", `This answers with ${offered.join(" or ")}.`);
  return found;
}

/** The content coding to use; gzip where several are as welcome, because it is made once for all who ask. */
export function acceptedEncoding(request: FastifyRequest): Encoding {
  const accept = request.headers["accept-encoding"];
  if (accept === undefined) return "identity";
  if (accept === "gzip" || accept.startsWith("gzip, ") || accept === "gzip,deflate") return accept.includes("q=") ? negotiated(request) : "gzip";
  return negotiated(request);
}

function negotiated(request: FastifyRequest): Encoding {
  return (new Negotiator(request.raw).encoding(encodings) ?? "identity") as Encoding;
}

/** Whether If-None-Match names the tag (weak comparison, RFC 9110 13.1.2). */
export function isFresh(request: FastifyRequest, etag: string): boolean {
  const match = request.headers["if-none-match"];
  if (match === undefined) return false;
  if (match === etag || match === "*") return true;
  const opaque = etag.replace(/^W\//, "");
  return match.split(",").some((each) => each.trim().replace(/^W\//, "") === opaque);
}

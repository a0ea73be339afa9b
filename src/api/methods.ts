import type { FastifyInstance, HTTPMethods } from "fastify";

const methods: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PATCH"];

/** Methods that a path can be asked with; none when the path is unknown. */
export function matchingMethods(app: FastifyInstance, path: string): readonly string[] {
  return methods.filter((method) => app.findRoute({ method, url: path }) !== null);
}

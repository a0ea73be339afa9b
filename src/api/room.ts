import type { FastifyReply, FastifyRequest } from "fastify";
import type * as Type from "typebox";
import type { TSchema } from "typebox";
import type { BodyCache } from "./body-cache.ts";
import type { RouteId, routes } from "./contract/routes.ts";
import type { ApiDeps } from "./deps.ts";
import type { DocumentText } from "./document-text.ts";
import type { GraphIndex } from "./graph-index.ts";
import type { ApiLimits } from "./options.ts";
import type { StreamHub } from "./stream/hub.ts";

/** What every handler works with. */
export interface Room {
  readonly deps: ApiDeps;
  readonly limits: ApiLimits;
  readonly index: GraphIndex;
  readonly bodies: BodyCache;
  readonly text: DocumentText;
  readonly hub: StreamHub;
}

type Of<S> = S extends TSchema ? Type.Static<S> : undefined;
type Bodies<B> =
  B extends Readonly<Record<string, TSchema | null>> ? { [K in keyof B]: B[K] extends TSchema ? Type.Static<B[K]> : string }[keyof B] : undefined;

/** A request whose parts have passed the schemas of its route. */
export interface Asked<Id extends RouteId> {
  readonly query: Of<(typeof routes)[Id]["query"]>;
  readonly params: Of<(typeof routes)[Id]["params"]>;
  readonly body: Bodies<(typeof routes)[Id]["body"]>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<Id extends RouteId> = (room: Room, asked: Asked<Id>) => unknown;

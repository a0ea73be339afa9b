import type { TObject, TSchema } from "typebox";
import type { ErrorCode } from "./errors.ts";

/** One body that a route may answer with. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  /** Null when the body is not JSON. */
  readonly schema: TSchema | null;
  readonly description: string;
}

/**
 * Who may call it. `open`: everybody who reaches the listener. `read`: everybody on loopback and the Unix socket, elsewhere
 * who has the token. `write`: only who has the token, everywhere.
 */
export type Access = "open" | "read" | "write";

export interface Route {
  readonly method: "GET" | "POST" | "PATCH";
  /** OpenAPI form: `/api/v1/ports/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  /** Whether the answer has an ETag of epoch and revision. */
  readonly revisioned: boolean;
  readonly params: TObject | null;
  readonly query: TObject;
  /** Content types of the request body with their schema; null schema: text. */
  readonly body: Readonly<Record<string, TSchema | null>> | null;
  readonly replies: readonly Reply[];
  /** Beyond those that any route may answer. */
  readonly errors: readonly ErrorCode[];
}

/** What any route may answer. */
export const commonErrors: readonly ErrorCode[] = [
  "request-malformed",
  "query-unknown",
  "token-missing",
  "token-wrong",
  "not-acceptable",
  "host-not-allowed",
  "too-many-requests",
  "overloaded",
];

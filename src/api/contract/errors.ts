// Every error that the API can answer. The code is the contract: it stays when the words change.

export interface ErrorKind {
  readonly status: number;
  readonly title: string;
  /** What the caller can do. */
  readonly remedy: string;
}

export const errors = {
  "request-malformed": { status: 400, title: "Malformed request", remedy: "Send a request that follows HTTP/1.1 and percent-encode the path." },
  "query-unknown": { status: 400, title: "Unknown query key", remedy: "Use only the keys that the route documents; the nearest one is suggested." },
  "query-invalid": { status: 400, title: "Invalid query value", remedy: "Correct the value that is named." },
  "cursor-invalid": { status: 400, title: "Invalid cursor", remedy: "Use `nextCursor` of a page of the same route, unchanged." },
  "moment-invalid": { status: 400, title: "Not a moment", remedy: "Give RFC 3339, `-10m`, `now`, or an event id." },
  "body-malformed": { status: 400, title: "Malformed body", remedy: "Send what the content type says." },
  "token-missing": { status: 401, title: "Token needed", remedy: "Send `Authorization: Bearer TOKEN`; never put it in the address." },
  "token-wrong": { status: 401, title: "Wrong token", remedy: "Compare with the daemon's token file." },
  "writing-off": { status: 403, title: "Writing is off", remedy: "Start the daemon with a token file: routes that write always need the token." },
  "route-unknown": { status: 404, title: "No such route", remedy: "See /openapi.json for every route." },
  "not-found": { status: 404, title: "Not found", remedy: "List the collection: the id may have gone, or needs percent-encoding." },
  "history-off": { status: 404, title: "No history", remedy: "Start the daemon with a state directory." },
  "method-not-allowed": { status: 405, title: "Method not allowed", remedy: "Use one of the methods in the Allow header." },
  "not-acceptable": { status: 406, title: "Not acceptable", remedy: "Accept one of the media types that are named." },
  "request-timeout": { status: 408, title: "Request took too long to arrive", remedy: "Send the whole request at once." },
  "port-not-watched": { status: 409, title: "Port is not watched", remedy: "Include it in --namespaces and --interfaces." },
  "moment-not-kept": { status: 410, title: "History does not reach that far", remedy: "Ask for a later moment." },
  "body-too-large": { status: 413, title: "Body too large", remedy: "Send at most the number of bytes that is named." },
  "topology-too-large": { status: 413, title: "Topology too large", remedy: "Filter by namespace or host, or read ports and links in pages." },
  "content-type-unsupported": { status: 415, title: "Unsupported content type", remedy: "Use a content type that the route documents." },
  "host-not-allowed": {
    status: 421,
    title: "Host name not allowed",
    remedy: "Use an IP address or localhost, or start the daemon with --allow-host NAME.",
  },
  "body-invalid": { status: 422, title: "Invalid body", remedy: "Correct the members that are named." },
  "plan-unreadable": { status: 422, title: "Plan cannot be read", remedy: "Correct the line that is named." },
  "too-many-requests": { status: 429, title: "Too many requests", remedy: "Wait for as many seconds as Retry-After says." },
  "headers-too-large": { status: 431, title: "Headers too large", remedy: "Send fewer or shorter headers." },
  internal: { status: 500, title: "Internal error", remedy: "Report it with the request id; the daemon's log has the cause." },
  overloaded: { status: 503, title: "Overloaded", remedy: "Wait for as many seconds as Retry-After says." },
  "too-many-streams": { status: 503, title: "Too many streams", remedy: "Close streams that are not needed; try again later." },
  closing: { status: 503, title: "Shutting down", remedy: "Try again when the daemon is back." },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errors;

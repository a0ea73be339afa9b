import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { capConnections } from "./connection-cap.ts";
import { type ErrorCode, errors } from "./contract/errors.ts";
import { problemMediaType } from "./contract/media-types.ts";
import type { ApiLimits } from "./options.ts";
import { problemBody } from "./problem.ts";

export interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** A server with every bound set, not yet listening. With `pair` it speaks TLS. */
export function makeServer(listener: RequestListener, limits: ApiLimits, pair: Pair | null): Server {
  const options = {
    maxHeaderSize: limits.headerOctets,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: Math.min(2000, limits.headersTimeout),
    insecureHTTPParser: false,
  };
  const server = pair
    ? createTlsServer({ ...options, ...pair, minVersion: "TLSv1.2", handshakeTimeout: limits.headersTimeout }, listener)
    : createServer(options, listener);
  server.maxHeadersCount = 100;
  server.timeout = limits.stall;
  capConnections(server, limits.connections);
  server.on("clientError", refuse);
  return server;
}

// What cannot even be parsed as a request, by node's and llhttp's codes.
const byParserCode: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = byParserCode[error.code ?? ""] ?? "request-malformed";
  const { status, title } = errors[code];
  const body = problemBody(code, `${title}.`, "");
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    "connection: close",
    "cache-control: no-store",
    `content-type: ${problemMediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

/** Answers that the daemon is going. */
export function refuseWhileClosing(response: ServerResponse): void {
  const body = problemBody("closing", "The daemon is shutting down.", "");
  response.writeHead(503, { "content-type": problemMediaType, "retry-after": "5", connection: "close" }).end(body);
}

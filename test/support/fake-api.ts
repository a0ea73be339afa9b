import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EventDocument } from "../../src/topology/index.ts";
import * as lab from "./lab-documents.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** A server that answers with the fixed lab; every route may be replaced. For what a real daemon does seldom: silence, refusals, losses. */
export class FakeApi {
  readonly handlers: Record<string, Handler> = { ...standard };
  readonly requests: { readonly method: string; readonly path: string; readonly headers: IncomingMessage["headers"]; readonly body: string }[] = [];
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => this.#answer(request, response));
  }

  static async listen(where: number | string = 0): Promise<FakeApi> {
    const server = createServer();
    const fake = new FakeApi(server);
    await new Promise<void>((resolve) => (typeof where === "string" ? server.listen(where, resolve) : server.listen(where, "127.0.0.1", resolve)));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get readers(): number {
    return this.#streams.size;
  }

  /** Sends events to every open stream. */
  emit(...events: readonly EventDocument[]): void {
    for (const stream of this.#streams) for (const event of events) stream.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  /** Sends raw octets to every open stream. */
  emitRaw(text: string): void {
    for (const stream of this.#streams) stream.write(text);
  }

  /** Breaks every open stream. */
  cut(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://fake");
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      this.requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces).toString() });
      const handler = this.handlers[url.pathname];
      if (handler) return handler(request, response, url);
      if (url.pathname === "/api/v1/events" && request.headers.accept === "text/event-stream") return this.#stream(response, url);
      problem(response, 404, "not-found", "Nothing here.");
    });
  }

  #stream(response: ServerResponse, url: URL): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`retry: 2000\nid: ${url.searchParams.get("after") ?? `${lab.labEpoch}-${lab.labRevision}`}\n\n`);
    this.#streams.add(response);
    response.on("close", () => this.#streams.delete(response));
  }
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

export function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  response
    .writeHead(status, { "content-type": "application/problem+json" })
    .end(JSON.stringify({ type: `urn:lldp-watch:error:${code}`, status, code, detail }));
}

const list =
  (name: string, values: readonly unknown[]): Handler =>
  (_request, response, url) => {
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const limit = Math.min(Number(url.searchParams.get("limit") ?? 1000), 1000);
    const end = start + limit;
    json(response, {
      schema: 1,
      epoch: lab.labEpoch,
      revision: lab.labRevision,
      [name]: values.slice(start, end),
      nextCursor: end < values.length ? String(end) : null,
    });
  };

export { list as listHandler };

const standard: Record<string, Handler> = {
  "/healthz": (_request, response) => json(response, { schema: 1, status: "ok" }),
  "/api/v1/namespaces": list("namespaces", lab.labNamespaces),
  "/api/v1/ports": list("ports", lab.labPorts),
  "/api/v1/neighbors": list("neighbors", lab.labNeighbors),
  "/api/v1/links": list("links", lab.labLinks),
  "/api/v1/status": (_request, response) => json(response, lab.labStatus),
  "/api/v1/topology": (_request, response, url) =>
    url.searchParams.has("format") ? response.writeHead(200).end(`${url.searchParams.get("format")} text`) : json(response, lab.labTopology),
};

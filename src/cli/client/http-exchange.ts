import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { ServerAddress } from "./server-address.ts";

export interface Ask {
  readonly method: "GET" | "POST" | "PATCH";
  /** Relative to the root of the server, with query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | null;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte from the server; 0 for no limit. */
  readonly idle: number;
}

/** Raised when the server did not answer in time; `code` like the codes of node. */
export class SilentServerError extends Error {
  readonly code = "ETIMEDOUT";
}

type Transport = { readonly send: typeof request; readonly agent: Agent };

/** Sends requests to one server, over TCP, TLS or a Unix socket, with connections kept. */
export class HttpExchange {
  readonly address: ServerAddress;
  #transport: Promise<Transport> | null = null;

  constructor(address: ServerAddress) {
    this.address = address;
  }

  /** Resolves with the response as soon as its head is here. Rejects with node's error (`code`) when the server cannot be reached. */
  async open(ask: Ask): Promise<IncomingMessage> {
    const { url, socketPath } = this.address;
    this.#transport ??= openTransport(url.protocol);
    const { send, agent } = await this.#transport;
    return new Promise((resolve, reject) => {
      const outgoing = send(
        new URL(ask.path.replace(/^\//, ""), url),
        { method: ask.method, headers: ask.headers, signal: ask.signal, agent, ...(socketPath === null ? {} : { socketPath }) },
        resolve,
      );
      outgoing.on("error", reject);
      if (ask.idle > 0) outgoing.setTimeout(ask.idle, () => outgoing.destroy(new SilentServerError(`silent for ${ask.idle / 1000} s`)));
      outgoing.end(ask.body ?? undefined);
    });
  }

  close(): void {
    void this.#transport?.then(({ agent }) => agent.destroy());
  }
}

/** TLS is loaded only where it is spoken. */
async function openTransport(protocol: string): Promise<Transport> {
  if (protocol !== "https:") return { send: request, agent: new Agent({ keepAlive: true }) };
  const tls = await import("node:https");
  return { send: tls.request, agent: new tls.Agent({ keepAlive: true }) };
}

/** The whole body as text. Rejects when the connection breaks or more than `limit` octets arrive. */
export async function readBody(message: IncomingMessage, limit: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limit) {
      message.destroy();
      throw new Error(`the answer is larger than ${limit} octets`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

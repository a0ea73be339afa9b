import { type ClientRequest, get, type IncomingMessage } from "node:http";

export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** A plain reader of server-sent events: remembers what came, and the last id, as a browser would. */
export class StreamClient {
  readonly messages: StreamMessage[] = [];
  lastId: string;
  comments = 0;
  readonly ended: Promise<void>;
  onMessage: (message: StreamMessage) => void = () => {};
  response: IncomingMessage | null = null;
  readonly #request: ClientRequest;
  #rest = "";

  constructor(url: string, headers: Record<string, string> = {}) {
    this.lastId = headers["last-event-id"] ?? "";
    const { promise, resolve } = settled();
    this.ended = promise;
    this.#request = get(url, { headers, agent: false });
    this.#request.on("error", resolve);
    this.#request.on("response", (response) => {
      this.response = response;
      response.setEncoding("utf8");
      response.on("data", (text: string) => this.#take(text));
      response.on("close", resolve);
      response.on("error", resolve);
    });
  }

  /** Drops the connection without a word. */
  cut(): void {
    this.#request.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) this.#block(block.split("\n"));
  }

  #block(lines: readonly string[]): void {
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    if (lines.some((line) => line.startsWith(":"))) this.comments++;
    this.lastId = field("id") ?? this.lastId;
    const data = field("data");
    if (data === undefined) return;
    const message = { event: field("event") ?? "message", id: this.lastId, data };
    this.messages.push(message);
    this.onMessage(message);
  }
}

function settled(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Waits until something is true, looking after each turn of the event loop; fails after `within` milliseconds. */
export async function until(what: string, holds: () => boolean, within = 20_000): Promise<void> {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

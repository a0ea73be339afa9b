import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "../../base/index.ts";
import { cutOffFrame } from "./event-frames.ts";

// Time for the last words to leave; after that the connection is destroyed.
const farewell = 5000;

/** Octets for many readers at once: as they are, and as one chunk of HTTP/1.1 (RFC 9112 7.1). */
export interface Octets {
  readonly plain: Buffer;
  readonly chunk: Buffer;
}

export function octetsOf(text: string): Octets {
  const plain = Buffer.from(text);
  return { plain, chunk: Buffer.concat([Buffer.from(`${plain.length.toString(16)}\r\n`), plain, Buffer.from("\r\n")]) };
}

/** One client of the stream: writes octets that others share, and ends when too many of them wait. */
export class StreamReader {
  readonly #response: ServerResponse;
  // With it, a chunk that is made once goes out in one call; node would frame it anew for each reader, in four.
  readonly #socket: Socket | null;
  readonly #clock: Clock;
  readonly #backlog: number;
  /** Id of the last event that was offered to it. */
  position: string;
  #ended = false;

  constructor(response: ServerResponse, clock: Clock, backlog: number, position: string) {
    this.#response = response;
    this.#socket = response.chunkedEncoding ? response.socket : null;
    this.#clock = clock;
    this.#backlog = backlog;
    this.position = position;
  }

  get open(): boolean {
    return !this.#ended && !this.#response.destroyed;
  }

  /** Sends octets. False when the reader is too slow: it has then been cut off with a marker. */
  write(octets: Octets, position: string): boolean {
    if (!this.open) return true;
    if (this.#sink.writableLength > this.#backlog) {
      this.end(octetsOf(cutOffFrame(this.position)));
      return false;
    }
    this.#put(octets);
    this.position = position;
    return true;
  }

  /** Waits until the reader has taken what was sent, or is gone. */
  async drained(): Promise<void> {
    const sink = this.#sink;
    if (!this.open || !sink.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        sink.off("drain", done);
        this.#response.off("close", done);
        resolve();
      };
      sink.on("drain", done);
      this.#response.on("close", done);
    });
  }

  /** Ends the stream, with last words where there are any. Safe to call twice. */
  end(lastWords?: Octets): void {
    if (this.#ended) return;
    this.#ended = true;
    if (lastWords) this.#put(lastWords);
    this.#response.end();
    const cancel = this.#clock.at(this.#clock.now() + farewell, () => this.#response.destroy());
    this.#response.once("close", cancel);
  }

  get #sink(): Socket | ServerResponse {
    return this.#socket ?? this.#response;
  }

  #put(octets: Octets): void {
    if (this.#socket) this.#socket.write(octets.chunk);
    else this.#response.write(octets.plain);
  }
}

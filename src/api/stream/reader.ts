import type { ServerResponse } from "node:http";
import type { Clock } from "../../base/index.ts";
import { cutOffFrame } from "./event-frames.ts";

// Time for the last words to leave; after that the connection is destroyed.
const farewell = 5000;

/** One client of the stream: writes octets that others share, and ends when too many of them wait. */
export class StreamReader {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #backlog: number;
  /** Id of the last event that was offered to it. */
  position: string;
  #ended = false;

  constructor(response: ServerResponse, clock: Clock, backlog: number, position: string) {
    this.#response = response;
    this.#clock = clock;
    this.#backlog = backlog;
    this.position = position;
  }

  get open(): boolean {
    return !this.#ended && !this.#response.destroyed;
  }

  /** Sends octets. False when the reader is too slow: it has then been cut off with a marker. */
  write(octets: Buffer | string, position: string): boolean {
    if (!this.open) return true;
    if (this.#response.writableLength > this.#backlog) {
      this.end(cutOffFrame(this.position));
      return false;
    }
    this.#response.write(octets);
    this.position = position;
    return true;
  }

  /** Waits until the reader has taken what was sent, or is gone. */
  async drained(): Promise<void> {
    const response = this.#response;
    if (!this.open || !response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off("drain", done);
        response.off("close", done);
        resolve();
      };
      response.on("drain", done);
      response.on("close", done);
    });
  }

  /** Ends the stream, with last words where there are any. Safe to call twice. */
  end(lastWords?: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#response.end(lastWords);
    const cancel = this.#clock.at(this.#clock.now() + farewell, () => this.#response.destroy());
    this.#response.once("close", cancel);
  }
}

/** One event of a stream (WHATWG HTML, 9.2.6). */
export interface ServerSentEvent {
  readonly id: string;
  /** `message` when the stream does not name it. */
  readonly type: string;
  readonly data: string;
}

const sizeLimit = 64 << 20;

/** Cuts a stream of text into events. A comment (heartbeat) gives none. Throws when one event grows beyond all bounds. */
export class SseParser {
  #pending = "";
  #id = "";
  #type = "";
  #data: string[] = [];

  /** The last id that was told, also without an event; empty when none was. */
  get lastId(): string {
    return this.#id;
  }

  feed(text: string): ServerSentEvent[] {
    this.#pending += text;
    if (this.#pending.length > sizeLimit) throw new Error("an event of the stream is too large");
    const events: ServerSentEvent[] = [];
    const ready = this.#pending.slice(0, this.#pending.lastIndexOf("\n") + 1);
    this.#pending = this.#pending.slice(ready.length);
    for (const line of ready.split(/\r\n|\n|\r/).slice(0, -1)) {
      const event = this.#line(line);
      if (event) events.push(event);
    }
    return events;
  }

  #line(line: string): ServerSentEvent | null {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "event") this.#type = value;
    return null;
  }

  #dispatch(): ServerSentEvent | null {
    const event = this.#data.length > 0 ? { id: this.#id, type: this.#type || "message", data: this.#data.join("\n") } : null;
    this.#type = "";
    this.#data = [];
    return event;
  }
}

/** One event of a server-sent event stream. */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** Splits the text of a stream into events (WHATWG HTML, 9.2.6). Feed it pieces as they come. */
export class EventStreamParser {
  #rest = "";
  #id: string | null = null;
  #event = "message";
  #data: string[] = [];

  push(text: string): readonly StreamEvent[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() as string;
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): readonly StreamEvent[] {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    return [];
  }

  #dispatch(): readonly StreamEvent[] {
    const event = { id: this.#id, event: this.#event, data: this.#data.join("\n") };
    const empty = this.#data.length === 0;
    this.#event = "message";
    this.#data = [];
    // A heartbeat has an id and no data: it moves the place to resume from.
    return empty && event.id === null ? [] : [event];
  }
}

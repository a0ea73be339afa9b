import type { EventDocument } from "../../src/topology/documents.ts";
import { type Api, ApiFailure } from "./api.ts";
import { EventStreamParser } from "./event-stream.ts";

export type FeedState =
  | { readonly kind: "live" }
  | { readonly kind: "lost"; readonly attempt: number; readonly why: string }
  | { readonly kind: "denied" };

export interface FeedListener {
  /** The graph must be read anew; returns the id of the event that it stands at. */
  resync(): Promise<string>;
  events(events: readonly EventDocument[]): void;
  state(state: FeedState): void;
}

const longestWait = 5000;
/** Heartbeats come every 15 s: silence for longer than three means that the connection is dead although nobody closed it. */
const longestSilence = 45_000;

/** Follows the daemon's stream for as long as the page lives: resumes after a break without a gap, reads the graph anew when it must. */
export class Feed {
  readonly #api: Api;
  readonly #listener: FeedListener;
  #stop = new AbortController();
  #position: string | null = null;
  #wake: () => void = () => {};

  constructor(api: Api, listener: FeedListener) {
    this.#api = api;
    this.#listener = listener;
    void this.#run();
  }

  /** Tries again at once: after a token was entered, or the browser came back online. */
  retry(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.#position ??= await this.#listener.resync();
        await this.#follow(() => {
          attempt = 0;
        });
      } catch (error) {
        const denied = error instanceof ApiFailure && (error.status === 401 || error.status === 403);
        this.#listener.state(denied ? { kind: "denied" } : { kind: "lost", attempt, why: (error as Error).message });
      }
      await this.#pause(Math.min(250 * 2 ** Math.min(attempt, 6), longestWait));
    }
  }

  #pause(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #follow(connected: () => void): Promise<void> {
    this.#stop = new AbortController();
    const response = await this.#api.stream(this.#position, this.#stop.signal);
    const reader = response.body?.getReader();
    if (!reader) throw new Error("no stream");
    connected();
    this.#listener.state({ kind: "live" });
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    for (;;) {
      const silence = setTimeout(() => this.#stop.abort(new Error("silent for too long")), longestSilence);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) throw new Error("the daemon ended the stream");
      await this.#take(parser.push(decoder.decode(value, { stream: true })));
    }
  }

  async #take(parts: ReturnType<EventStreamParser["push"]>): Promise<void> {
    const events: EventDocument[] = [];
    for (const { id, event, data } of parts) {
      if (event === "reset") {
        events.length = 0;
        this.#position = await this.#listener.resync();
        continue;
      }
      if (data !== "" && event !== "cut-off") {
        const change = JSON.parse(data) as EventDocument;
        if (typeof change.id === "string" && typeof change.kind === "string") events.push(change);
      }
      if (id !== null) this.#position = id;
    }
    if (events.length > 0) this.#listener.events(events);
  }
}

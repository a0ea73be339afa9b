import {
  type Consumer,
  type ConsumerMessages,
  DeliverPolicy,
  type JetStreamClient,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from "@nats-io/jetstream";
import type { NatsConnection as Nats } from "@nats-io/transport-node";
import type { BusEntry } from "./connection.ts";
import { pause } from "./pause.ts";

/** Messages that are on their way at most: what a reader takes at its own pace never makes it a slow consumer to the server. */
const underway = 128;
/** Milliseconds until the next attempt when the server is there but not its streams. */
const retryAfter = 1000;

/**
 * Reads a bucket: every present value, then each change in order. Not by the client's own watch: what is lost with a connection at the end of
 * a burst is missed there until the next change comes. This one asks again behind the last message that it saw, after every reconnect.
 */
export class BucketFollower {
  readonly #nats: Nats;
  readonly #streams: JetStreamClient;
  readonly #bucket: string;
  readonly #onEntry: (entry: BusEntry) => void;
  readonly #onCaughtUp: () => void;
  #reading: { readonly consumer: Consumer; readonly messages: ConsumerMessages } | null = null;
  /** Sequence of the last message that was taken. */
  #seen = 0;
  /** Sequence that must be reached to have everything that was there at the start. */
  #goal = 0;
  /** When the stream was made: another one under the same name counts anew. */
  #madeAt = "";
  #behind = true;
  #attempt = 0;
  #closed = false;

  constructor(nats: Nats, bucket: string, onEntry: (entry: BusEntry) => void, onCaughtUp: () => void) {
    this.#nats = nats;
    this.#streams = jetstream(nats);
    this.#bucket = bucket;
    this.#onEntry = onEntry;
    this.#onCaughtUp = onCaughtUp;
  }

  /** Starts reading. Rejects when the server refuses; after that the follower goes on by itself. */
  async start(): Promise<void> {
    await this.#ask(++this.#attempt);
  }

  /** The connection is there again: what was underway is asked for anew, until the server answers. */
  async resume(): Promise<void> {
    const attempt = ++this.#attempt;
    while (!this.#closed && attempt === this.#attempt) {
      try {
        return await this.#ask(attempt);
      } catch {
        await pause(retryAfter);
      }
    }
  }

  /** Nothing is handed over any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#leave();
  }

  async #ask(attempt: number): Promise<void> {
    const stream = `KV_${this.#bucket}`;
    const { created, state } = await (await jetstreamManager(this.#nats)).streams.info(stream);
    if (created !== this.#madeAt) this.#seen = 0;
    this.#madeAt = created;
    this.#goal = state.last_seq;
    const everything = { deliver_policy: DeliverPolicy.LastPerSubject, filter_subjects: `$KV.${this.#bucket}.>` };
    const consumer = await this.#streams.consumers.get(stream, this.#seen === 0 ? everything : { opt_start_seq: this.#seen + 1 });
    if (this.#closed || attempt !== this.#attempt) return;
    void this.#leave();
    const callback = (message: JsMsg) => this.#take(message, attempt);
    this.#reading = { consumer, messages: await consumer.consume({ max_messages: underway, callback }) };
    void this.#reading.messages.closed().then(() => {
      if (attempt === this.#attempt) void this.resume();
    });
    this.#catchUp((await consumer.info(true)).num_pending);
  }

  #take(message: JsMsg, attempt: number): void {
    if (this.#closed || attempt !== this.#attempt) return;
    this.#seen = message.seq;
    const removed = message.headers?.has("KV-Operation") || message.headers?.has("Nats-Marker-Reason");
    this.#hand({ key: message.subject.slice(`$KV.${this.#bucket}.`.length), value: removed ? null : message.data });
    this.#catchUp(message.info.pending);
  }

  // The client would swallow it, and end the reading.
  #hand(entry: BusEntry): void {
    try {
      this.#onEntry(entry);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #catchUp(pending: number): void {
    if (!this.#behind || (pending > 0 && this.#seen < this.#goal)) return;
    this.#behind = false;
    this.#onCaughtUp();
  }

  // The server would forget the consumer by itself after a while.
  async #leave(): Promise<void> {
    const reading = this.#reading;
    this.#reading = null;
    reading?.messages.stop();
    await reading?.consumer.delete().catch(() => {});
  }
}

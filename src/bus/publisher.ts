import type { Cancel, Clock, Duration, Logger } from "../base/index.ts";
import type { Fact, StatusDocument } from "../topology/index.ts";
import { type BusConnection, BusError } from "./connection.ts";
import { documentSchema, documentsOf, type Origin } from "./document.ts";
import { encodeValue } from "./encoding.ts";
import { FactFold } from "./fact-fold.ts";
import { decodeKey, encodeKey, encodeToken } from "./key.ts";

export interface PublisherOptions {
  readonly connection: BusConnection;
  readonly origin: Origin;
  readonly clock: Clock;
  readonly log: Logger;
  /** A number in [0, 1); spreads hosts that start together. */
  readonly random: () => number;
  /** Shortest time that changes are gathered; up to as much again is added by chance. Default 1 s. */
  readonly coalesce?: Duration;
  /** Default 30 s. */
  readonly heartbeatEvery?: Duration;
  /** Largest JSON of one value; default 512 KiB. */
  readonly valueLimit?: number;
}

/** Counted for metrics. */
export interface PublisherFigures {
  readonly puts: number;
  readonly bytes: number;
  readonly failures: number;
}

const parallelPuts = 32;
const beatsPerCheck = 10;

/**
 * Publishes what this host knows: one value per namespace, written when it changed and at no other time, and a heartbeat. While the
 * server is away the daemon goes on; after a (re)connect what the bucket holds of this host is brought up to date.
 */
export class Publisher {
  readonly #options: Required<PublisherOptions>;
  readonly #fold = new FactFold();
  /** Parts that the bucket holds of each namespace, as far as this process wrote or read them. */
  readonly #partsOf = new Map<string, number>();
  readonly #figures = { puts: 0, bytes: 0, failures: 0 };
  readonly #unsubscribe: () => void;
  #timer: Cancel | null = null;
  #beat: Cancel | null = null;
  #synced = false;
  #error: string | null = null;
  #publishing: Promise<void> | null = null;
  #closed = false;
  #beats = 0;
  /** Higher than any of an earlier run on this machine, whatever the clock did: see `boot`. */
  #version: number;

  constructor(options: PublisherOptions) {
    this.#options = { coalesce: 1000, heartbeatEvery: 30_000, valueLimit: 512 * 1024, ...options };
    this.#version = options.clock.wall();
    this.#unsubscribe = options.connection.states.subscribe((state) => {
      if (state !== "connected") return;
      this.#synced = false;
      this.#arm();
    });
    this.#arm();
    this.#armBeat();
  }

  /** Takes facts as the graph takes them, in order. */
  apply(facts: readonly Fact[]): void {
    if (this.#fold.apply(facts)) this.#arm();
  }

  state(): StatusDocument["bus"] {
    const { state, lastError } = this.#options.connection;
    return { state: this.#error !== null && state === "connected" ? "failed" : state, error: this.#error ?? lastError };
  }

  figures(): PublisherFigures {
    return { ...this.#figures };
  }

  /** Publishes what waits, says that this host is leaving, and lets go of the connection. Its values stay: a restart is no change of the network. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    this.#timer?.();
    this.#beat?.();
    if (this.#options.connection.state === "connected") {
      await this.#publish();
      this.#sendHeartbeat("leaving");
    }
    await this.#options.connection.close();
  }

  #arm(): void {
    if (this.#timer !== null || this.#closed) return;
    const { clock, coalesce, random } = this.#options;
    this.#timer = clock.at(clock.now() + coalesce * (1 + random()), () => {
      this.#timer = null;
      void this.#publish();
    });
  }

  #armBeat(): void {
    const { clock, heartbeatEvery, random, connection } = this.#options;
    const first = this.#beat === null;
    this.#beat = clock.at(clock.now() + (first ? heartbeatEvery * random() * 0.1 : heartbeatEvery * (0.95 + 0.1 * random())), () => {
      if (connection.state === "connected") {
        this.#sendHeartbeat("running");
        if (++this.#beats % beatsPerCheck === 0) void this.#attempt("list this host's keys", () => this.#putBack());
      }
      this.#armBeat();
    });
  }

  #sendHeartbeat(state: "running" | "leaving"): void {
    const { connection, origin } = this.#options;
    const value = encodeValue({ schema: documentSchema, ...origin, namespaces: this.#fold.namespaces().length, state }, false);
    connection.heartbeat(encodeToken(origin.host), value);
  }

  async #publish(): Promise<void> {
    await this.#publishing;
    this.#publishing = this.#publishChanged().finally(() => {
      this.#publishing = null;
    });
    await this.#publishing;
  }

  async #publishChanged(): Promise<void> {
    if (this.#options.connection.state !== "connected") return;
    const before = this.#error;
    this.#error = null;
    await this.#attempt("list this host's keys", () => this.#sync());
    const changed = [...this.#fold.takeChanged()];
    for (let start = 0; start < changed.length; start += parallelPuts) {
      const slice = changed.slice(start, start + parallelPuts);
      await Promise.all(
        slice.map(async (id) => {
          const done = await this.#attempt(`publish ${id}`, () => this.#publishNamespace(id));
          if (!done) this.#fold.mark(id);
        }),
      );
    }
    if (this.#error === null && before !== null) this.#options.log.info({}, "the bus takes our values again");
    if (this.#error !== null) this.#arm();
  }

  // After a connect: forget what the bucket still holds of namespaces that are gone, and write the rest anew.
  async #sync(): Promise<void> {
    if (this.#synced) return;
    const { connection, origin } = this.#options;
    for (const key of await connection.keysOf(encodeToken(origin.host))) {
      const meaning = decodeKey(key);
      if (meaning === null) continue;
      if (this.#fold.state(meaning.namespace) === null) await connection.delete(key);
      else this.#partsOf.set(meaning.namespace, Math.max(meaning.part + 1, this.#partsOf.get(meaning.namespace) ?? 0));
    }
    this.#fold.markAllChanged();
    this.#synced = true;
  }

  // A collector that could not hear us may have dropped this host and deleted its keys.
  async #putBack(): Promise<void> {
    const { connection, origin } = this.#options;
    const present = new Set(await connection.keysOf(encodeToken(origin.host)));
    for (const id of this.#fold.namespaces()) {
      if (present.has(encodeKey({ host: origin.host, namespace: id, part: 0 }))) continue;
      this.#fold.mark(id);
      this.#arm();
    }
  }

  async #publishNamespace(id: string): Promise<void> {
    const { connection, origin, valueLimit } = this.#options;
    const state = this.#fold.state(id);
    const documents = state === null ? [] : documentsOf(state, origin, ++this.#version, valueLimit);
    const key = (part: number) => encodeKey({ host: origin.host, namespace: id, part });
    for (const [part, document] of documents.entries()) {
      const value = encodeValue(document, true);
      await connection.put(key(part), value);
      this.#figures.puts++;
      this.#figures.bytes += value.length;
    }
    for (let part = documents.length; part < (this.#partsOf.get(id) ?? 0); part++) await connection.delete(key(part));
    if (documents.length === 0) this.#partsOf.delete(id);
    else this.#partsOf.set(id, documents.length);
  }

  async #attempt(what: string, run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      this.#figures.failures++;
      this.#error = `${error.code}: ${error.message}`;
      this.#options.log.warn({ code: error.code, cause: error.message }, `the bus refused to ${what}; trying again`);
      return false;
    }
  }
}

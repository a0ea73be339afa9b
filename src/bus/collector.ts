import type { Cancel, Clock, Duration, Instant, Logger } from "../base/index.ts";
import type { Fact, StatusDocument } from "../topology/index.ts";
import { type BusConnection, BusError } from "./connection.ts";
import type { Heartbeat, NamespaceDocument } from "./document.ts";
import { type Refusal, readDocument, readHeartbeat } from "./encoding.ts";
import { type DocumentKey, decodeKey, encodeKey } from "./key.ts";
import { type HostView, NamespaceMerge } from "./namespace-merge.ts";

export interface CollectorOptions {
  readonly connection: BusConnection;
  readonly clock: Clock;
  readonly log: Logger;
  /** Hands facts to the graph, in order. */
  readonly apply: (facts: readonly Fact[]) => void;
  /** A host silent for this long is stale; default 3 heartbeats of 30 s. */
  readonly staleAfter?: Duration;
  /** A host silent for this long is dropped, and its keys deleted; default 10 min. */
  readonly dropAfter?: Duration;
}

/** What an operator must know about the fleet; each is a metric. */
export interface CollectorFigures {
  readonly hosts: number;
  readonly staleHosts: number;
  readonly documents: number;
  readonly refused: Readonly<Record<Refusal, number>>;
  /** Keys whose value could not be taken, by what was wrong. At most 100 are named. */
  readonly refusedKeys: readonly { readonly key: string; readonly refusal: Refusal }[];
  /** Hosts of one name that two machines claim. */
  readonly conflictingHosts: readonly string[];
  readonly droppedHosts: number;
}

/** Systems before their ports, ports before who they hear: what is heard is then recognized at once. Left alone when anything went away meanwhile. */
function inOrderOfDependence(facts: Fact[]): Fact[] {
  const ranks: Partial<Record<Fact["kind"], Fact[]>> = { namespace: [], port: [], neighbor: [] };
  for (const fact of facts) {
    const rank = ranks[fact.kind];
    if (rank === undefined) return facts;
    rank.push(fact);
  }
  return Object.values(ranks).flat();
}

const lookEvery: Duration = 5000;
const namedAtMost = 100;

/** Builds the facts of many hosts out of the bucket: every present value first, then each change in order. */
export class Collector {
  readonly #options: Required<CollectorOptions>;
  readonly #hosts = new Map<string, HostView & { heard: Instant; stale: boolean; claims: Map<string, Instant> }>();
  readonly #refusedKeys = new Map<string, Refusal>();
  readonly #refused = { garbage: 0, "newer-schema": 0 };
  readonly #merge: NamespaceMerge;
  #documents = 0;
  #dropped = 0;
  #gathering: Fact[] | null = [];
  #caughtUp = false;
  #subscriptions: { close(): Promise<void> }[] = [];
  #starting = false;
  #look: Cancel;
  #error: string | null = null;
  readonly #unsubscribe: () => void;
  readonly #waiting: (() => void)[] = [];

  constructor(options: CollectorOptions) {
    this.#options = { staleAfter: 90_000, dropAfter: 600_000, ...options };
    this.#merge = new NamespaceMerge();
    this.#unsubscribe = options.connection.states.subscribe((state) => {
      if (state === "connected") void this.#start();
    });
    this.#look = this.#armLook();
    if (options.connection.state === "connected") void this.#start();
  }

  /** Whether everything that the bucket held at the start has been taken. */
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** Resolves when caught up. */
  ready(): Promise<void> {
    return this.#caughtUp ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  state(): StatusDocument["bus"] {
    const { state, lastError } = this.#options.connection;
    return { state: this.#error !== null ? "failed" : state, error: this.#error ?? lastError };
  }

  figures(): CollectorFigures {
    const hosts = [...this.#hosts];
    return {
      hosts: hosts.length,
      staleHosts: hosts.filter(([, host]) => host.stale).length,
      documents: this.#documents,
      refused: { ...this.#refused },
      refusedKeys: [...this.#refusedKeys].map(([key, refusal]) => ({ key, refusal })),
      conflictingHosts: hosts.filter(([, host]) => host.claims.size > 1).map(([name]) => name),
      droppedHosts: this.#dropped,
    };
  }

  /** Milliseconds until the host is dropped unless it is heard again; null when it is not known. */
  dropsIn(host: string): Duration | null {
    const known = this.#hosts.get(host);
    return known ? Math.max(0, this.#options.dropAfter - (this.#options.clock.now() - known.heard)) : null;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#look();
    await Promise.allSettled(this.#subscriptions.map((subscription) => subscription.close()));
    await this.#options.connection.close();
  }

  // Called once: the watch and the subscription survive reconnects on their own.
  async #start(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    try {
      const { connection } = this.#options;
      this.#subscriptions.push(await connection.onHeartbeat((value) => this.#heartbeat(value)));
      this.#subscriptions.push(
        await connection.watch(
          (entry) => this.#entry(entry.key, entry.value),
          () => this.#catchUp(),
        ),
      );
      this.#error = null;
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      this.#error = `${error.code}: ${error.message}`;
      this.#starting = false;
      this.#options.log.warn({ code: error.code, cause: error.message }, "the bucket cannot be watched");
    }
  }

  #catchUp(): void {
    const facts = inOrderOfDependence(this.#gathering ?? []);
    this.#gathering = null;
    this.#caughtUp = true;
    this.#options.apply(facts);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #emit(facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    if (this.#gathering) for (const fact of facts) this.#gathering.push(fact);
    else this.#options.apply(facts);
  }

  #entry(key: string, value: Uint8Array | null): void {
    const meaning = decodeKey(key);
    if (meaning === null) {
      this.#refuse(key, "garbage");
    } else if (value === null) {
      this.#refusedKeys.delete(key);
      this.#emit(this.#merge.remove(meaning));
    } else {
      this.#value(key, meaning, value);
    }
  }

  #value(key: string, meaning: DocumentKey, value: Uint8Array): void {
    const read = readDocument(value);
    const refusal = !read.ok ? read.refusal : read.value.host === meaning.host ? null : "garbage";
    if (!read.ok || refusal !== null) {
      this.#refuse(key, refusal ?? "garbage");
      return;
    }
    this.#refusedKeys.delete(key);
    this.#documents++;
    this.#emit(this.#merge.take(meaning, read.value, this.#host(read.value)));
  }

  #refuse(key: string, refusal: Refusal): void {
    this.#refused[refusal]++;
    if (this.#refusedKeys.has(key) || this.#refusedKeys.size >= namedAtMost) return;
    this.#refusedKeys.set(key, refusal);
    this.#options.log.warn(
      { key, refusal },
      refusal === "newer-schema" ? "a host publishes a newer schema than this collector knows" : "a value of the bucket is not ours",
    );
  }

  #heartbeat(value: Uint8Array): void {
    const read = readHeartbeat(value);
    if (!read.ok) {
      this.#refused[read.refusal]++;
      return;
    }
    const host = this.#host(read.value);
    if (read.value.state === "leaving") this.#age(read.value.host, host, true);
  }

  #host(document: NamespaceDocument | Heartbeat): HostView & { heard: Instant; stale: boolean; claims: Map<string, Instant> } {
    const now = this.#options.clock.now();
    let host = this.#hosts.get(document.host);
    if (!host) {
      host = { name: document.host, heard: now, stale: false, claims: new Map() };
      this.#hosts.set(document.host, host);
    }
    host.heard = now;
    const rivals = host.claims.size;
    host.claims.set(document.machine, now);
    if (rivals === 1 && host.claims.size === 2) this.#options.log.warn({ host: document.host }, "two machines publish under one host name");
    if (host.stale) this.#age(document.host, host, false);
    return host;
  }

  #age(name: string, host: HostView & { stale: boolean }, stale: boolean): void {
    if (host.stale === stale) return;
    host.stale = stale;
    this.#options.log.info({ host: name }, stale ? "a host is silent: what it said is stale" : "a host is heard again");
    this.#emit(this.#merge.restate(name, host));
  }

  #armLook(): Cancel {
    const { clock } = this.#options;
    return clock.at(clock.now() + lookEvery, () => {
      this.#lookAround();
      this.#look = this.#armLook();
    });
  }

  #lookAround(): void {
    const { clock, connection, staleAfter, dropAfter } = this.#options;
    // While we cannot hear anybody, nobody is silent.
    if (connection.state !== "connected" || !this.#caughtUp) {
      for (const host of this.#hosts.values()) host.heard = clock.now();
      return;
    }
    for (const [name, host] of this.#hosts) {
      for (const [machine, heard] of host.claims) if (clock.now() - heard > staleAfter && host.claims.size > 1) host.claims.delete(machine);
      const silent = clock.now() - host.heard;
      if (silent > dropAfter) this.#drop(name);
      else if (silent > staleAfter) this.#age(name, host, true);
    }
  }

  // Every collector drops by its own clock; deleting a key that another has deleted is no error, so no one needs to be elected.
  #drop(name: string): void {
    this.#hosts.delete(name);
    this.#dropped++;
    const keys = this.#merge.keysOf(name).map(encodeKey);
    this.#options.log.warn({ host: name, keys: keys.length }, "a host stayed silent: dropped");
    this.#emit(this.#merge.drop(name));
    for (const key of keys)
      void this.#options.connection
        .delete(key)
        .catch((error: BusError) => this.#options.log.warn({ key, cause: error.message }, "a key of a dropped host stays"));
  }
}

import { readFileSync } from "node:fs";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { connect, credsAuthenticator, type NatsConnection as Nats, type Subscription } from "@nats-io/transport-node";
import { Signal } from "../base/index.ts";
import { BucketFollower } from "./bucket-follower.ts";
import { type BusConnection, type BusEntry, BusError, type ConnectionState } from "./connection.ts";
import { pause } from "./pause.ts";

export interface NatsOptions {
  readonly servers: readonly string[];
  /** Name of the KV bucket, and the first token of the heartbeats' subject. */
  readonly bucket: string;
  readonly credentialsFile: string | null;
  readonly user: { readonly name: string; readonly password: string } | null;
  readonly tls: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string } | null;
  /** Shown to the server's operators. */
  readonly clientName: string;
}

export interface BucketOptions {
  readonly replicas: number;
  /** Octets; -1 for no limit. */
  readonly maxBytes: number;
}

/** What `initializeBucket` did; `differences` says where a bucket that was there differs from what was wanted. */
export interface BucketOutcome {
  readonly made: boolean;
  readonly differences: readonly string[];
}

/** Makes the bucket, or checks the one that is there. Rejects with a BusError that says what differs. */
export async function initializeBucket(options: NatsOptions, wanted: BucketOptions): Promise<BucketOutcome> {
  const nats = await dial(options);
  try {
    const kvm = new Kvm(nats);
    const present = await bucketStatus(nats, options.bucket);
    if (present === null) {
      await kvm.create(options.bucket, {
        history: 1,
        replicas: wanted.replicas,
        max_bytes: wanted.maxBytes,
        description: "lldp-watch: last state of every host and namespace",
      });
      return { made: true, differences: [] };
    }
    if (present.history !== 1) throw new BusError("failed", `the bucket ${options.bucket} keeps ${present.history} values a key; it must keep 1`);
    return { made: false, differences: differencesOf(present, wanted) };
  } catch (error) {
    throw asBusError(error);
  } finally {
    await nats.close();
  }
}

function differencesOf(present: BucketStatus, wanted: BucketOptions): string[] {
  const size = (octets: number) => (octets < 0 ? "no limit" : `${octets} octets`);
  return [
    ...(present.replicas === wanted.replicas ? [] : [`it has ${present.replicas} replicas, not ${wanted.replicas}`]),
    ...(present.maxBytes === wanted.maxBytes ? [] : [`its size: ${size(present.maxBytes)}, not ${size(wanted.maxBytes)}`]),
  ];
}

interface BucketStatus extends BucketOptions {
  readonly history: number;
}

async function bucketStatus(nats: Nats, bucket: string): Promise<BucketStatus | null> {
  const manager = await jetstreamManager(nats);
  try {
    const { config } = await manager.streams.info(`KV_${bucket}`);
    return { history: config.max_msgs_per_subject, replicas: config.num_replicas, maxBytes: config.max_bytes };
  } catch (error) {
    if (/not found/i.test((error as Error).message)) return null;
    throw error;
  }
}

/** Starts connecting and returns at once; the connection goes on trying, with jitter, for as long as it is open. */
export function openNats(options: NatsOptions): BusConnection {
  return new NatsConnection(options);
}

class NatsConnection implements BusConnection {
  readonly states = new Signal<ConnectionState>();
  readonly #options: NatsOptions;
  #state: ConnectionState = "connecting";
  #lastError: string | null = null;
  #nats: Nats | null = null;
  #kv: KV | null = null;
  #closed = false;
  readonly #followers = new Set<BucketFollower>();

  constructor(options: NatsOptions) {
    this.#options = options;
    void this.#run();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get lastError(): string | null {
    return this.#lastError;
  }

  put(key: string, value: Uint8Array): Promise<void> {
    return this.#with(async (kv) => {
      await kv.put(key, value);
    });
  }

  delete(key: string): Promise<void> {
    return this.#with((kv) => kv.purge(key));
  }

  keysOf(hostToken: string): Promise<readonly string[]> {
    return this.#with(async (kv) => {
      const listed = await kv.keys(`${hostToken}.>`);
      // What is lost with a connection would be waited for.
      const forget = this.states.subscribe((state) => state !== "connected" && listed.stop());
      const keys: string[] = [];
      for await (const key of listed) keys.push(key);
      forget();
      if (this.#state !== "connected") throw new BusError("unreachable", "the connection was lost");
      return keys;
    });
  }

  watch(onEntry: (entry: BusEntry) => void, onCaughtUp: () => void): Promise<{ close(): Promise<void> }> {
    return this.#with(async () => {
      const follower = new BucketFollower(this.#nats as Nats, this.#options.bucket, onEntry, onCaughtUp);
      await follower.start();
      this.#followers.add(follower);
      return {
        close: async () => {
          this.#followers.delete(follower);
          await follower.close();
        },
      };
    });
  }

  heartbeat(hostToken: string, value: Uint8Array): void {
    this.#nats?.publish(`${this.#options.bucket}.heartbeat.${hostToken}`, value);
  }

  onHeartbeat(listener: (value: Uint8Array) => void): Promise<{ close(): Promise<void> }> {
    return this.#with(async () => {
      const subscription = this.#nats?.subscribe(`${this.#options.bucket}.heartbeat.*`, {
        callback: (_, message) => listener(message.data),
      }) as Subscription;
      return { close: async () => subscription.unsubscribe() };
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#nats?.drain().catch(() => this.#nats?.close());
  }

  async #run(): Promise<void> {
    for (let attempt = 0; !this.#closed; attempt++) {
      try {
        await this.#connect();
        return;
      } catch (error) {
        await this.#nats?.close();
        this.#nats = null;
        this.#move("failed", asBusError(error).message);
        // waitOnFirstConnect retries the dialing; what comes here is a refusal (credentials, no bucket) that an operator will mend.
        await pause(Math.min(1000 * 2 ** attempt, 30_000));
      }
    }
  }

  async #connect(): Promise<void> {
    const nats = await dial(this.#options, true);
    this.#nats = nats;
    if (this.#closed) return nats.close();
    void this.#follow(nats);
    if ((await bucketStatus(nats, this.#options.bucket)) === null)
      throw new BusError("no-bucket", `there is no bucket ${this.#options.bucket}: make it with \`lldp-watch collect --init\``);
    this.#kv = await new Kvm(jetstream(nats)).open(this.#options.bucket);
    this.#move("connected", null);
  }

  async #follow(nats: Nats): Promise<void> {
    for await (const status of nats.status()) {
      if (status.type === "disconnect") this.#move("connecting", "disconnected");
      else if (status.type === "reconnect" && this.#kv !== null) {
        for (const follower of this.#followers) void follower.resume();
        this.#move("connected", null);
      } else if (status.type === "error") this.#lastError = status.error.message;
    }
  }

  #move(state: ConnectionState, error: string | null): void {
    this.#state = state;
    this.#lastError = error;
    if (!this.#closed) this.states.emit(state);
  }

  async #with<T>(run: (kv: KV) => Promise<T>): Promise<T> {
    if (this.#kv === null || this.#state !== "connected") throw new BusError("unreachable", this.#lastError ?? "not connected yet");
    try {
      return await run(this.#kv);
    } catch (error) {
      throw asBusError(error);
    }
  }
}

function dial(options: NatsOptions, patient = false): Promise<Nats> {
  const { credentialsFile, user, tls } = options;
  return connect({
    servers: [...options.servers],
    name: options.clientName,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: patient,
    reconnectTimeWait: 1000,
    reconnectJitter: 2000,
    reconnectJitterTLS: 4000,
    ...(credentialsFile === null ? {} : { authenticator: credsAuthenticator(readFileSync(credentialsFile)) }),
    ...(user === null ? {} : { user: user.name, pass: user.password }),
    ...(tls === null ? {} : { tls }),
  }).catch((error: unknown) => {
    throw asBusError(error);
  });
}

function asBusError(error: unknown): BusError {
  if (error instanceof BusError) return error;
  const { name, message } = error as Error;
  if (/permission/i.test(`${name} ${message}`) || /authorization|authentication/i.test(`${name} ${message}`)) return new BusError("denied", message);
  if (/max_payload|payload|exceeds/i.test(message)) return new BusError("too-large", message);
  if (/ECONN|closed|timeout|no responders|disconnect|draining/i.test(`${name} ${message}`)) return new BusError("unreachable", message);
  return new BusError("failed", message);
}

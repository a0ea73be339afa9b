import { Signal } from "../../src/base/index.ts";
import { type BusConnection, type BusEntry, BusError, type ConnectionState } from "../../src/bus/index.ts";

/** A bus in memory, shared by the connections that it hands out: another implementation of BusConnection. */
export class MemoryBus {
  readonly values = new Map<string, Uint8Array>();
  readonly #entries = new Signal<BusEntry>();
  readonly #heartbeats = new Signal<Uint8Array>();
  readonly #connections = new Set<MemoryConnection>();
  #up = true;

  connect(): BusConnection & { cut(): void; mend(): void } {
    const connection = new MemoryConnection(this, this.#entries, this.#heartbeats, this.#up);
    this.#connections.add(connection);
    return connection;
  }

  /** The server goes away or comes back, for every connection. */
  set up(up: boolean) {
    this.#up = up;
    for (const connection of this.#connections)
      if (up) connection.mend();
      else connection.cut();
  }

  write(key: string, value: Uint8Array | null): void {
    if (value === null) this.values.delete(key);
    else this.values.set(key, value);
    this.#entries.emit({ key, value });
  }
}

class MemoryConnection implements BusConnection {
  readonly states = new Signal<ConnectionState>();
  lastError: string | null = null;
  #state: ConnectionState;
  readonly #bus: MemoryBus;
  readonly #entries: Signal<BusEntry>;
  readonly #heartbeats: Signal<Uint8Array>;
  #missed = new Map<string, Uint8Array | null>();
  #watchers: ((entry: BusEntry) => void)[] = [];

  constructor(bus: MemoryBus, entries: Signal<BusEntry>, heartbeats: Signal<Uint8Array>, up: boolean) {
    this.#bus = bus;
    this.#entries = entries;
    this.#heartbeats = heartbeats;
    this.#state = up ? "connected" : "connecting";
  }

  get state(): ConnectionState {
    return this.#state;
  }

  cut(): void {
    this.#state = "connecting";
    this.lastError = "cut";
    this.states.emit("connecting");
  }

  mend(): void {
    this.#state = "connected";
    this.lastError = null;
    const missed = this.#missed;
    this.#missed = new Map();
    for (const [key, value] of missed) for (const watcher of this.#watchers) watcher({ key, value });
    this.states.emit("connected");
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    this.#need();
    this.#bus.write(key, value);
  }

  async delete(key: string): Promise<void> {
    this.#need();
    this.#bus.write(key, null);
  }

  async keysOf(hostToken: string): Promise<readonly string[]> {
    this.#need();
    return [...this.#bus.values.keys()].filter((key) => key.startsWith(`${hostToken}.`));
  }

  async watch(onEntry: (entry: BusEntry) => void, onCaughtUp: () => void): Promise<{ close(): Promise<void> }> {
    this.#need();
    for (const [key, value] of this.#bus.values) onEntry({ key, value });
    onCaughtUp();
    this.#watchers.push(onEntry);
    const stop = this.#entries.subscribe((entry) => {
      if (this.#state === "connected") onEntry(entry);
      else this.#missed.set(entry.key, entry.value);
    });
    return { close: async () => stop() };
  }

  heartbeat(_hostToken: string, value: Uint8Array): void {
    if (this.#state === "connected") this.#heartbeats.emit(value);
  }

  async onHeartbeat(listener: (value: Uint8Array) => void): Promise<{ close(): Promise<void> }> {
    this.#need();
    const stop = this.#heartbeats.subscribe((value) => {
      if (this.#state === "connected") listener(value);
    });
    return { close: async () => stop() };
  }

  async close(): Promise<void> {
    this.#watchers = [];
  }

  #need(): void {
    if (this.#state !== "connected") throw new BusError("unreachable", "cut");
  }
}

import type { Signal } from "../base/index.ts";

export interface BusEntry {
  readonly key: string;
  /** Null when the key was deleted. */
  readonly value: Uint8Array | null;
}

/** Why the bus refused or failed; `code` is stable, `message` is for people. */
export class BusError extends Error {
  readonly code: "unreachable" | "no-bucket" | "denied" | "too-large" | "failed";

  constructor(code: BusError["code"], message: string) {
    super(message);
    this.name = "BusError";
    this.code = code;
  }
}

export type ConnectionState = "connecting" | "connected" | "failed";

/** A bucket of last values and a channel of heartbeats. NATS and the in-memory bus of the tests pass the same suite. */
export interface BusConnection {
  readonly state: ConnectionState;
  /** Emits after each change of `state`; `connected` also after a reconnect, when what was missed should be put right. */
  readonly states: Signal<ConnectionState>;
  /** Why the last attempt failed, or null. */
  readonly lastError: string | null;
  /** Resolves when the server acknowledged. Rejects with a BusError. */
  put(key: string, value: Uint8Array): Promise<void>;
  delete(key: string): Promise<void>;
  /** Every present key that belongs to the host token, without values. */
  keysOf(hostToken: string): Promise<readonly string[]>;
  /** Every present entry, then `onCaughtUp` once, then every change in order. Goes on by itself after a reconnect. */
  watch(onEntry: (entry: BusEntry) => void, onCaughtUp: () => void): Promise<{ close(): Promise<void> }>;
  heartbeat(hostToken: string, value: Uint8Array): void;
  onHeartbeat(listener: (value: Uint8Array) => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

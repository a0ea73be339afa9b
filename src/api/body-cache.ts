import type { Duration, Instant } from "../base/index.ts";
import type { Body } from "./body.ts";

interface Kept {
  readonly body: Body;
  readonly until: Instant;
}

/** Bodies of the present revision, so that each is serialized and compressed once. The least recently used go first. */
export class BodyCache {
  readonly #now: () => Instant;
  readonly #maxOctets: number;
  readonly #kept = new Map<string, Kept>();
  #version = "";
  #octets = 0;

  constructor(now: () => Instant, maxOctets = 32 << 20) {
    this.#now = now;
    this.#maxOctets = maxOctets;
  }

  /** The body that `key` has in this version of the graph, built when it is not there or older than `maxAge` milliseconds. */
  get(key: string, version: string, build: () => Body, maxAge: Duration = Number.POSITIVE_INFINITY): Body {
    if (version !== this.#version) this.#clear(version);
    const kept = this.#kept.get(key);
    if (kept) this.#drop(key, kept);
    if (kept && this.#now() < kept.until) {
      this.#add(key, kept);
      return kept.body;
    }
    const body = build();
    this.#add(key, { body, until: this.#now() + maxAge });
    return body;
  }

  #clear(version: string): void {
    this.#version = version;
    this.#kept.clear();
    this.#octets = 0;
  }

  #add(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#octets += cost(key, kept);
    for (const [oldKey, old] of this.#kept) {
      if (this.#octets <= this.#maxOctets) break;
      this.#drop(oldKey, old);
    }
  }

  #drop(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#octets -= cost(key, kept);
  }
}

// Half again for the encodings, and what a small entry costs besides its body.
function cost(key: string, { body }: Kept): number {
  return Math.ceil(body.identity.length * 1.5) + key.length + 512;
}

import { DeadlineQueue, type Due, type Instant, seconds } from "../../base/index.ts";
import type { LldpduCounts } from "../wire/index.ts";
import type { Kept } from "./arrival.ts";

/** A neighbor as its agent keeps it: the octets, not their meaning, so that ten thousand of them stay small. */
export interface Neighbor extends Due {
  /** Chassis id and port id with their subtypes, as `msapOf` gives them. */
  readonly msap: string;
  /** What it said last. */
  kept: Kept;
  /** Seconds, as sent. */
  ttl: number;
  expiresAt: Instant;
  readonly firstHeard: Instant;
  lastChange: Instant;
  /** Heard more than once: a stranger never takes its place. */
  confirmed: boolean;
  /** What the counters get each time this very frame comes again. */
  counts: LldpduCounts;
}

/** Places for neighbors that ports share. */
export interface NeighborBudget {
  /** Takes a place for who holds `held` already; false when all are taken, or what is left is for those who hold less. */
  take(held: number): boolean;
  /** Gives a place back. */
  give(): void;
}

const nobody: Map<string, Neighbor> = new Map();

/** The neighbors of one agent, by MSAP and by age. */
export class NeighborTable {
  // Most agents never have a neighbor; what is only there with the first one saves a kilobyte for each port.
  #byMsap = nobody;
  // A neighbor lies here at a deadline that is never later than its expiry: most refreshes leave the queue alone.
  #ageing: DeadlineQueue<Neighbor> | null = null;

  get size(): number {
    return this.#byMsap.size;
  }

  find(msap: string): Neighbor | null {
    return this.#byMsap.get(msap) ?? null;
  }

  add(neighbor: Neighbor): void {
    if (this.#byMsap === nobody) this.#byMsap = new Map();
    this.#byMsap.set(neighbor.msap, neighbor);
    neighbor.deadline = neighbor.expiresAt;
    this.#ageing ??= new DeadlineQueue();
    this.#ageing.place(neighbor);
  }

  remove(neighbor: Neighbor): void {
    this.#byMsap.delete(neighbor.msap);
    this.#ageing?.remove(neighbor);
  }

  /** Gives a neighbor `ttl` seconds of life from now. */
  restartLife(neighbor: Neighbor, ttl: number, now: Instant): void {
    neighbor.ttl = ttl;
    neighbor.expiresAt = now + seconds(ttl);
    if (neighbor.expiresAt >= neighbor.deadline) return;
    neighbor.deadline = neighbor.expiresAt;
    this.#ageing?.place(neighbor);
  }

  /** A neighbor whose life has ended, or null. */
  expired(now: Instant): Neighbor | null {
    const ageing = this.#ageing;
    for (let first = ageing?.first; ageing && first && first.deadline <= now; first = ageing.first) {
      if (first.expiresAt <= now) return first;
      first.deadline = first.expiresAt;
      ageing.place(first);
    }
    return null;
  }

  /** No neighbor's life ends before this instant. */
  get nextExpiry(): Instant {
    return this.#ageing?.first?.deadline ?? Number.POSITIVE_INFINITY;
  }

  /** Of the neighbors heard only once, and that before `before`, the one silent for longest; null when there is none. */
  longestSilentStranger(before: Instant): Neighbor | null {
    let oldest: Neighbor | null = null;
    for (const neighbor of this.#byMsap.values()) {
      if (!neighbor.confirmed && neighbor.firstHeard < before && (!oldest || neighbor.firstHeard < oldest.firstHeard)) oldest = neighbor;
    }
    return oldest;
  }

  [Symbol.iterator](): Iterator<Neighbor> {
    return this.#byMsap.values();
  }
}

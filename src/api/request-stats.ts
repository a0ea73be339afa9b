import type { Duration } from "../base/index.ts";

export interface RouteStats {
  /** Path of the contract, `page` or `other`. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly count: number;
  /** Seconds, all together. */
  readonly sum: number;
}

/** Counts answered requests by route, method and status: as many kinds as the contract allows, never by what a client sends. */
export class RequestStats {
  readonly #tallies = new Map<string, { -readonly [K in keyof RouteStats]: RouteStats[K] }>();

  add(route: string, method: string, status: number, took: Duration): void {
    const key = `${route} ${method} ${status}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = { route, method, status, count: 0, sum: 0 };
      this.#tallies.set(key, tally);
    }
    tally.count++;
    tally.sum += took / 1000;
  }

  get all(): readonly RouteStats[] {
    return [...this.#tallies.values()];
  }
}

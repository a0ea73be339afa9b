import type { Duration } from "../base/index.ts";

/** Upper bounds of the duration histogram, in seconds. */
export const durationBounds = [0.001, 0.005, 0.02, 0.1, 0.5, 2] as const;

export interface RouteStats {
  /** Path of the contract, or `other`. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly count: number;
  /** Seconds, all together. */
  readonly sum: number;
  /** How many took at most as long as each of `durationBounds`. */
  readonly buckets: readonly number[];
}

interface Tally {
  count: number;
  sum: number;
  readonly buckets: number[];
}

/** Counts answered requests by route, method and status: as many kinds as the contract allows, never by what a client sends. */
export class RequestStats {
  readonly #tallies = new Map<string, Tally>();

  add(route: string, method: string, status: number, took: Duration): void {
    const key = `${route} ${method} ${status}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = { count: 0, sum: 0, buckets: durationBounds.map(() => 0) };
      this.#tallies.set(key, tally);
    }
    const seconds = took / 1000;
    tally.count++;
    tally.sum += seconds;
    for (let index = 0; index < durationBounds.length; index++) {
      if (seconds <= (durationBounds[index] ?? 0)) tally.buckets[index] = (tally.buckets[index] ?? 0) + 1;
    }
  }

  get all(): readonly RouteStats[] {
    return [...this.#tallies].map(([key, { count, sum, buckets }]) => {
      const [route = "", method = "", status = ""] = key.split(" ");
      return { route, method, status: Number(status), count, sum, buckets };
    });
  }
}

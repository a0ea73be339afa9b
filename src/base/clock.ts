import type { Instant } from "./instant.ts";

/** Takes a scheduled run back; safe to call twice and after the run. */
export type Cancel = () => void;

/**
 * The only source of time. `now` is monotonic, `wall` is the time of day (milliseconds since 1970, UTC) and serves output only.
 * `at` runs once, at or after the deadline; a deadline in the past runs as soon as possible, never synchronously.
 */
export interface Clock {
  now(): Instant;
  wall(): number;
  at(deadline: Instant, run: () => void): Cancel;
}

/** Milliseconds on the monotonic clock; the origin is arbitrary. Never a wall time. */
export type Instant = number & { readonly __unit?: "instant" };

/** Milliseconds between two instants. */
export type Duration = number & { readonly __unit?: "duration" };

/** A duration of so many seconds (fractions allowed). */
export function seconds(count: number): Duration {
  return count * 1000;
}

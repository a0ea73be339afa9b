import type { Duration, Instant } from "../../base/index.ts";

/**
 * Credit that grows by one per `period` up to `capacity` (txCredit of 802.1AB-2016 9.2.5.16 is one, the receive budgets are others).
 * Only the instant at which it will be full is kept, so nothing has to tick.
 */
export interface TokenBucket {
  capacity: number;
  period: Duration;
  fullAt: Instant;
}

/** A full bucket. */
export function tokenBucket(capacity: number, period: Duration): TokenBucket {
  return { capacity, period, fullAt: Number.NEGATIVE_INFINITY };
}

/** Takes one if there is one. */
export function takeToken(bucket: TokenBucket, now: Instant): boolean {
  if (tokenAt(bucket) > now) return false;
  bucket.fullAt = Math.max(bucket.fullAt, now) + bucket.period;
  return true;
}

/** When at least one is or will be there; in the past when it is there already. */
export function tokenAt(bucket: TokenBucket): Instant {
  return bucket.fullAt - (bucket.capacity - 1) * bucket.period;
}

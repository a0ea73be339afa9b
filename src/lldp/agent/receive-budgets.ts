import { seconds } from "../../base/index.ts";
import { type TokenBucket, tokenBucket } from "./token-bucket.ts";

/**
 * What a port lets others cost. A frame that a neighbor repeats octet for octet is free: it costs less than the accounting.
 * Everything else is decoded, and may become an event that many readers see. Strangers never spend what neighbors need.
 */
export interface ReceiveBudgets {
  /** Frames of strangers that are decoded. */
  readonly strangers: TokenBucket;
  /** Neighbors that are new. */
  readonly arrivals: TokenBucket;
  /** Frames of neighbors that say something else than before; each becomes an event. */
  readonly changes: TokenBucket;
}

const burstOfStrangers = 4096;
const strangerPeriod = 2;
const burstOfChanges = 256;
const changePeriod = 10;
const fillTime = seconds(5);

/** Budgets that let a whole table of `maxNeighbors` be learned, or say something new, at once, and again every five seconds. */
export function createReceiveBudgets(maxNeighbors: number): ReceiveBudgets {
  return {
    strangers: tokenBucket(burstOfStrangers + 2 * maxNeighbors, strangerPeriod),
    arrivals: tokenBucket(maxNeighbors, fillTime / maxNeighbors),
    changes: tokenBucket(burstOfChanges + 2 * maxNeighbors, Math.min(changePeriod, fillTime / maxNeighbors)),
  };
}

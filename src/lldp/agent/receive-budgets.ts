import { seconds } from "../../base/index.ts";
import { type TokenBucket, tokenBucket } from "./token-bucket.ts";

/**
 * What strangers may cost a port. A frame that a neighbor repeats octet for octet is free: it costs less than the accounting.
 * Everything else is decoded, and may become an event that many readers see.
 */
export interface ReceiveBudgets {
  /** Frames that are decoded. */
  readonly decodes: TokenBucket;
  /** Neighbors that are new. */
  readonly arrivals: TokenBucket;
}

const burstOfDecodes = 4096;
const decodePeriod = 2;
const fillTime = seconds(5);

/** Budgets that let a whole table of `maxNeighbors` be learned at once, and again every five seconds. */
export function createReceiveBudgets(maxNeighbors: number): ReceiveBudgets {
  return {
    decodes: tokenBucket(burstOfDecodes + 2 * maxNeighbors, decodePeriod),
    arrivals: tokenBucket(maxNeighbors, fillTime / maxNeighbors),
  };
}

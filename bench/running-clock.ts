import type { Clock } from "../src/base/index.ts";

/** The real clock. */
export const runningClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(deadline, run) {
    const timer = setTimeout(run, Math.max(0, deadline - performance.now()));
    return () => clearTimeout(timer);
  },
};

/** Resolves when the condition holds; looks every 20 ms. Throws after `patience` milliseconds. */
export async function running(holds: () => boolean, patience = 60_000): Promise<void> {
  const end = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited for ${patience / 1000} s in vain`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

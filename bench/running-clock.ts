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

/** Resolves when the condition holds; looks every 20 ms, for a minute at most. */
export async function running(holds: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("waited for a minute in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

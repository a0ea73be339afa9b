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

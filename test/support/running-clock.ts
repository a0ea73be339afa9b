import type { Cancel, Clock, Instant } from "../../src/base/index.ts";

/** The real time, for tests of sockets. */
export const runningClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at: (deadline: Instant, run: () => void): Cancel => {
    const timer = setTimeout(run, Math.max(0, deadline - performance.now()));
    return () => clearTimeout(timer);
  },
};

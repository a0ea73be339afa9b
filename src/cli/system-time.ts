import type { Clock } from "../base/index.ts";

/** The clock of this process. The only place in this room that asks the system for the time. */
export const systemTime: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(deadline, run) {
    // setTimeout takes at most 2^31 - 1 ms.
    const timer = setTimeout(run, Math.min(Math.max(0, deadline - performance.now()), 0x7fff_ffff));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `duration` ms, or at once when the signal aborts. */
export function pause(clock: Clock, duration: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.at(clock.now() + duration, done);
    signal.addEventListener("abort", done, { once: true });
  });
}

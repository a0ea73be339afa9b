import { setTimeout as pause } from "node:timers/promises";

/** Asks again, every few milliseconds, until there is an answer; rejects with what was last there when the time is over. */
export async function eventually<T>(ask: () => T | null | Promise<T | null>, what: string, within = 20_000): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${within} ms`);
    await pause(50);
  }
}

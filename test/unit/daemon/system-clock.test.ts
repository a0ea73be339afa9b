import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { SystemClock } from "../../../src/daemon/system-clock.ts";

const clock = new SystemClock();
afterEach(() => clock.close());

/** Resolves when the clock has run everything up to `deadline`. */
const reached = (deadline: number) => new Promise<void>((resolve) => clock.at(deadline, resolve));

describe("SystemClock", () => {
  it("runs what is due in order of the deadlines, never before and never at once", async () => {
    const start = clock.now();
    const order: string[] = [];
    clock.at(start + 20, () => order.push("late"));
    clock.at(start + 5, () => order.push("early"));
    clock.at(start - 100, () => order.push("past"));
    expect(order).toEqual([]);
    await reached(start + 25);
    expect(order).toEqual(["past", "early", "late"]);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 25);
  });

  it("takes back a run, once or twice, before and after", async () => {
    const start = clock.now();
    const ran: number[] = [];
    const cancels = [1, 2, 3].map((each) => clock.at(start + each, () => ran.push(each)));
    cancels[1]!();
    cancels[1]!();
    await reached(start + 5);
    cancels[0]!();
    expect(ran).toEqual([1, 3]);
  });

  it("lets the event loop turn between what a run schedules and its run", async () => {
    let turns = 0;
    const start = clock.now();
    const again = (left: number): void => {
      if (left > 0) clock.at(clock.now(), () => again(left - 1));
      else turns = -turns;
    };
    again(20);
    const count = () => {
      if (turns < 0) return;
      turns++;
      setImmediate(count);
    };
    count();
    await reached(start + 100);
    expect(turns).toBeLessThan(-1);
  });

  it("forgets everything when closed", async () => {
    let ran = false;
    clock.at(clock.now() + 1, () => {
      ran = true;
    });
    clock.close();
    await pause(10);
    expect(ran).toBe(false);
  });
});

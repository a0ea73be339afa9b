import { describe, expect, it } from "vitest";
import { DeadlineQueue, type Due } from "../../../src/base/index.ts";

const due = (deadline: number): Due => ({ deadline, slot: -1 });

function drain(queue: DeadlineQueue<Due>): number[] {
  const order: number[] = [];
  for (let item = queue.first; item; item = queue.first) {
    order.push(item.deadline);
    queue.remove(item);
  }
  return order;
}

describe("DeadlineQueue", () => {
  it("gives items back by deadline", () => {
    const queue = new DeadlineQueue<Due>();
    for (const deadline of [5, 3, 9, 1, 1, 7]) queue.place(due(deadline));
    expect(queue.size).toBe(6);
    expect(drain(queue)).toEqual([1, 1, 3, 5, 7, 9]);
    expect(queue.first).toBeNull();
  });

  it("moves an item whose deadline changed, either way", () => {
    const queue = new DeadlineQueue<Due>();
    const items = [10, 20, 30, 40].map(due);
    for (const item of items) queue.place(item);
    items[3]!.deadline = 5;
    queue.place(items[3]!);
    items[0]!.deadline = 35;
    queue.place(items[0]!);
    expect(drain(queue)).toEqual([5, 20, 30, 35]);
  });

  it("takes out any item, once", () => {
    const queue = new DeadlineQueue<Due>();
    const items = [4, 2, 6, 1, 3].map(due);
    for (const item of items) queue.place(item);
    queue.remove(items[1]!);
    queue.remove(items[1]!);
    queue.remove(items[4]!);
    expect(drain(queue)).toEqual([1, 4, 6]);
    expect(items.every((item) => item.slot === -1)).toBe(true);
  });

  it("agrees with sorting under random moves", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed;
    };
    const queue = new DeadlineQueue<Due>();
    const inside = new Set<Due>();
    for (let round = 0; round < 5000; round++) {
      const item = random() % 3 === 0 ? [...inside][random() % Math.max(1, inside.size)] : undefined;
      if (item && random() % 2) {
        queue.remove(item);
        inside.delete(item);
      } else {
        const moved = item ?? due(0);
        moved.deadline = random() % 1000;
        queue.place(moved);
        inside.add(moved);
      }
      expect(queue.first?.deadline ?? null).toBe(inside.size ? Math.min(...[...inside].map((each) => each.deadline)) : null);
      if (inside.size <= 60) continue;
      for (const each of [...inside].slice(0, 30)) {
        queue.remove(each);
        inside.delete(each);
      }
    }
  });
});

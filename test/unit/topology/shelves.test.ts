import { describe, expect, it } from "vitest";
import { packed } from "../../../src/topology/shelves.ts";

describe("packing", () => {
  it("lays boxes beside each other without overlap, near a rectangle, the same way each time", () => {
    const boxes = Array.from({ length: 60 }, (_, index) => ({ width: 20 + ((index * 37) % 90), height: 10 + ((index * 53) % 70) }));
    const corners = packed(boxes, 5);
    expect(packed(boxes, 5)).toEqual(corners);
    let area = 0;
    let [right, bottom] = [0, 0];
    for (const [index, { width, height }] of boxes.entries()) {
      const { x, y } = corners[index] as { x: number; y: number };
      area += (width + 5) * (height + 5);
      right = Math.max(right, x + width + 5);
      bottom = Math.max(bottom, y + height + 5);
      for (const [other, box] of boxes.entries()) {
        const place = corners[other] as { x: number; y: number };
        const apart =
          other === index || x + width + 5 <= place.x || place.x + box.width + 5 <= x || y + height + 5 <= place.y || place.y + box.height + 5 <= y;
        expect(apart, `${index} and ${other}`).toBe(true);
      }
    }
    expect(area / (right * bottom)).toBeGreaterThan(0.6);
    expect(right / bottom).toBeGreaterThan(1);
    expect(right / bottom).toBeLessThan(2.5);
  });

  it("takes a box wider than all the others together, a single one, and none", () => {
    expect(
      packed(
        [
          { width: 1000, height: 1 },
          { width: 1, height: 1 },
        ],
        1,
      ),
    ).toHaveLength(2);
    expect(packed([{ width: 3, height: 4 }], 1)).toEqual([{ x: 0, y: 0 }]);
    expect(packed([], 1)).toEqual([]);
  });
});

export interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Packs boxes close together into a rectangle about `aspect` times as wide as high. Returns the corner with the smallest x and y of each box,
 * in the order given; `gap` is kept free around every box. The same boxes give the same places.
 */
export function packed(boxes: readonly Box[], gap: number, aspect = 1.7): readonly { readonly x: number; readonly y: number }[] {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = boxes.reduce((most, { width }) => Math.max(most, width), 0) + gap;
  const limit = Math.max(widest, Math.sqrt(area * aspect));
  const order = boxes.map((_, index) => index).sort((one, other) => size(boxes, other) - size(boxes, one) || one - other);
  const corners = boxes.map(() => ({ x: 0, y: 0 }));
  let skyline: readonly Step[] = [{ from: 0, to: limit, height: 0 }];
  for (const index of order) {
    const box = boxes[index] as Box;
    const x = lowest(skyline, box.width + gap, limit);
    const y = top(skyline, x, x + box.width + gap);
    corners[index] = { x, y };
    skyline = raised(skyline, x, x + box.width + gap, y + box.height + gap);
  }
  return corners;
}

/** One level stretch of the upper edge of what is packed so far. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

const size = (boxes: readonly Box[], index: number): number => (boxes[index] as Box).height * 1e6 + (boxes[index] as Box).width;

const top = (skyline: readonly Step[], from: number, to: number): number =>
  skyline.reduce((most, step) => (step.from < to && step.to > from ? Math.max(most, step.height) : most), 0);

function lowest(skyline: readonly Step[], width: number, limit: number): number {
  let best = { x: 0, y: Number.POSITIVE_INFINITY };
  for (const { from } of skyline) {
    if (from + width > limit + 1e-9) continue;
    const y = top(skyline, from, from + width);
    if (y < best.y) best = { x: from, y };
  }
  return best.x;
}

function raised(skyline: readonly Step[], from: number, to: number, height: number): readonly Step[] {
  const kept = skyline.flatMap((step) => [
    { ...step, to: Math.min(step.to, from) },
    { ...step, from: Math.max(step.from, to) },
  ]);
  return [...kept.filter((step) => step.to > step.from + 1e-9), { from, to, height }].sort((one, other) => one.from - other.from);
}

import type { Place } from "./place.ts";

type Neighbors = ReadonlyMap<string, ReadonlySet<string>>;

/** Nodes of one tier with the same neighbors and none below: drawn as one block of rows. Other nodes are blocks of one. */
interface Block {
  readonly ids: readonly string[];
  readonly columns: number;
}

const sweeps = 6;
/** More nodes than this below the same neighbors stand in several rows. */
const inOneRow = 4;
/** A drawing is at most so many times as wide as high. */
const widest = 2.4;
const byName = new Intl.Collator("en", { numeric: true });

/** Places of a part's nodes from their tiers, first tier on top, the smallest x and y 0; `gap` is the distance of nodes side by side. */
export function spreadTiers(tiers: readonly (readonly string[])[], neighbors: Neighbors, gap: number): ReadonlyMap<string, Place> {
  const depth = new Map(tiers.flatMap((tier, index) => tier.map((id) => [id, index] as const)));
  const blocks = ordered(
    tiers.map((tier) => blocksOf(tier, neighbors, depth)),
    neighbors,
  );
  const slots = widths(blocks, neighbors, depth);
  const sums = blocks.map((tier) => tier.reduce((sum, block) => sum + (slots.get(block.ids[0] as string) ?? 1), 0));
  const width = Math.max(...sums) * gap;
  const heights = blocks.map((tier) => tier.reduce((most, { ids, columns }) => Math.max(most, Math.ceil(ids.length / columns)), 1) - 1);
  const inside = heights.reduce((sum, each) => sum + each, 0) * gap;
  const step = Math.max(2.5 * gap, blocks.length > 1 ? (width / widest - inside) / (blocks.length - 1) : 0);
  const places = new Map<string, Place>();
  let y = 0;
  for (const [index, tier] of blocks.entries()) {
    let left = 0;
    for (const block of tier) {
      const share = ((slots.get(block.ids[0] as string) ?? 1) / (sums[index] as number)) * width;
      setBlock(block, left + share / 2, y, gap, places);
      left += share;
    }
    y += (heights[index] as number) * gap + step;
  }
  const least = [...places.values()].reduce((held, { x }) => Math.min(held, x), Number.POSITIVE_INFINITY);
  return new Map([...places].map(([id, place]) => [id, { x: place.x - least, y: place.y }]));
}

function setBlock({ ids, columns }: Block, middle: number, top: number, gap: number, places: Map<string, Place>): void {
  for (const [index, id] of ids.entries()) {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, ids.length - row * columns);
    places.set(id, { x: middle + ((index % columns) - (inRow - 1) / 2) * gap, y: top + row * gap });
  }
}

function blocksOf(tier: readonly string[], neighbors: Neighbors, depth: ReadonlyMap<string, number>): Block[] {
  const groups = new Map<string, string[]>();
  for (const id of tier) {
    const around = [...(neighbors.get(id) ?? [])];
    const ending = around.every((other) => (depth.get(other) ?? 0) < (depth.get(id) ?? 0));
    const key = ending ? around.sort().join("\u0000") : `\u0001${id}`;
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return [...groups.values()].map((ids) => ({
    ids: ids.sort(byName.compare),
    columns: ids.length <= inOneRow ? ids.length : Math.ceil(Math.sqrt(ids.length)),
  }));
}

// A block is as wide as itself, or as what hangs below it alone; some air keeps blocks apart. By the first node of each block.
function widths(blocks: readonly (readonly Block[])[], neighbors: Neighbors, depth: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const hanging = new Map<string, number>();
  for (const [level, tier] of [...blocks.entries()].reverse())
    for (const { ids, columns } of tier) {
      const [first] = ids as [string];
      const wide = ids.length > 1 ? columns + 0.6 : Math.max(1, hanging.get(first) ?? 0);
      slots.set(first, wide);
      const above = [...(neighbors.get(first) ?? [])].filter((other) => depth.get(other) === level - 1);
      if (above.length === 1) hanging.set(above[0] as string, (hanging.get(above[0] as string) ?? 0) + wide);
    }
  return slots;
}

// Each tier in the order of the middle of its neighbors, a few times over; equals by name, so that server10 follows server9.
function ordered(tiers: readonly (readonly Block[])[], neighbors: Neighbors): readonly (readonly Block[])[] {
  const rank = new Map<string, number>();
  const settle = (tier: readonly Block[]) => {
    for (const [index, { ids }] of tier.entries()) for (const id of ids) rank.set(id, (index + 0.5) / tier.length);
  };
  const nameOf = ({ ids }: Block) => ids[0] as string;
  let held = tiers.map((tier) => [...tier].sort((one, other) => byName.compare(nameOf(one), nameOf(other))));
  for (const tier of held) settle(tier);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    held = held.map((tier) => {
      const middle = new Map(tier.map((block) => [block, mean([...(neighbors.get(nameOf(block)) ?? [])].map((other) => rank.get(other) ?? 0))]));
      const sorted = [...tier].sort(
        (one, other) => nearly((middle.get(one) ?? 0) - (middle.get(other) ?? 0)) || byName.compare(nameOf(one), nameOf(other)),
      );
      settle(sorted);
      return sorted;
    });
  }
  return held;
}

// Sums in another order differ by rounding; that must not beat the names.
const nearly = (difference: number): number => (Math.abs(difference) < 1e-9 ? 0 : difference);

const mean = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length);

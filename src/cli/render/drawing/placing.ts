import { textWidth } from "../text-width.ts";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "./drawn-graph.ts";
import type { Layers } from "./layers.ts";

export interface Style {
  /** Nodes have borders; without them they are names only. */
  readonly boxed: boolean;
  /** Each line has its notes beside it. */
  readonly noted: boolean;
}

/** A line that ends at a box, and in which column; `owner` is the box whose wire it belongs to. */
export interface Leg {
  readonly edge: DrawnEdge;
  readonly owner: string;
  readonly x: number;
}

export interface PlacedBox {
  readonly node: DrawnNode;
  readonly x: number;
  readonly width: number;
  /** Column at the bottom where the wire to boxes below begins; null when there are none. */
  readonly stem: number | null;
  /** Lines from boxes above, and lines to and from boxes of the same layer, which run below them, each for itself. */
  readonly tops: readonly Leg[];
  readonly sides: readonly Leg[];
}

/** What ends at a box, before there are columns. */
interface Sketch {
  readonly node: DrawnNode;
  readonly width: number;
  readonly stem: boolean;
  readonly tops: readonly Omit<Leg, "x">[];
  readonly sides: readonly Omit<Leg, "x">[];
}

export const widestNote = 12;
const gap = 2;

/** Cells that a line takes at the edge of a box. */
export function slotWidth({ notes }: DrawnEdge, { noted }: Style): number {
  return noted ? 2 + Math.min(widestNote, Math.max(...notes.map(textWidth))) : 2;
}

/** Columns for the boxes of connected layers; null when the lines find no place. `slack` widens every box that several lines end at. */
export function placeColumns(layers: Layers, graph: DrawnGraph, style: Style, slack: number): PlacedBox[][] | null {
  const sketches = sketch(layers, graph, style, slack);
  const xs = columnsOf(sketches);
  const placed: PlacedBox[][] = [];
  for (const [depth, layer] of sketches.entries()) {
    const row = layer.map((each, index) => bottoms(each, xs[depth]?.[index] as number, style));
    const above = placed[depth - 1] ?? [];
    for (const [index, box] of row.entries()) {
      const tops = topLegs(layer[index] as Sketch, box, above, style);
      if (tops === null) return null;
      row[index] = { ...box, tops };
    }
    placed.push(row);
  }
  return placed;
}

function sketch(layers: Layers, graph: DrawnGraph, style: Style, slack: number): Sketch[][] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const legsAt = (legs: Map<string, Omit<Leg, "x">[]>, id: string) => legs.get(id) ?? (legs.set(id, []).get(id) as Omit<Leg, "x">[]);
  const place = new Map(layers.flatMap((layer, depth) => layer.map((id, index) => [id, [depth, index] as const] as const)));
  const [tops, sides, owners] = [new Map<string, Omit<Leg, "x">[]>(), new Map<string, Omit<Leg, "x">[]>(), new Set<string>()];
  for (const edge of graph.edges) {
    const [a, b] = [place.get(edge.a), place.get(edge.b)];
    if (!a || !b || edge.a === edge.b) continue;
    const [owner, other] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [edge.a, edge.b] : [edge.b, edge.a];
    if (a[0] === b[0]) for (const each of [owner, other]) legsAt(sides, each).push({ edge, owner });
    else legsAt(tops, other).push({ edge, owner });
    if (a[0] !== b[0]) owners.add(owner);
  }
  const total = (legs: readonly Omit<Leg, "x">[]) => legs.reduce((sum, { edge }) => sum + slotWidth(edge, style), 0);
  return layers.map((layer) =>
    layer.map((id) => {
      const node = nodes.get(id) as DrawnNode;
      const [own, beside, stem] = [tops.get(id) ?? [], sides.get(id) ?? [], owners.has(id)];
      const inner = Math.max(
        textWidth(node.label) + (style.boxed ? 2 : 0),
        total(own) + (own.length > 1 ? slack : 0) - 1,
        (stem ? 2 : 0) + total(beside) - 1,
      );
      return { node, width: inner + (style.boxed ? 2 : 0), stem, tops: own, sides: beside };
    }),
  );
}

/** Left columns: each box near the middle of those that it has lines to, in passes down, up and down again. */
function columnsOf(layers: readonly (readonly Sketch[])[]): number[][] {
  const widest = Math.max(...layers.map((layer) => layer.reduce((sum, { width }) => sum + width + gap, -gap)));
  const centers = new Map<string, number>();
  const xs: number[][] = layers.map(() => []);
  const linked = new Map<string, string[]>();
  for (const { node, tops } of layers.flat()) {
    for (const { owner } of tops) {
      linked.set(node.id, [...(linked.get(node.id) ?? []), owner]);
      linked.set(owner, [...(linked.get(owner) ?? []), node.id]);
    }
  }
  const depths = layers.map((_, depth) => depth);
  for (const pass of [depths, [...depths].reverse().slice(1), depths.slice(1)]) {
    for (const depth of pass) {
      const layer = layers[depth] as readonly Sketch[];
      const near = new Set([...(layers[depth - 1] ?? []), ...(layers[depth + 1] ?? [])].map(({ node }) => node.id));
      xs[depth] = settled(layer, widest, (id) => (linked.get(id) ?? []).filter((each) => near.has(each)).flatMap((each) => centers.get(each) ?? []));
      for (const [index, { node, width }] of layer.entries()) centers.set(node.id, (xs[depth]?.[index] as number) + width / 2);
    }
  }
  return xs;
}

function settled(layer: readonly Sketch[], widest: number, near: (id: string) => readonly number[]): number[] {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const whole = layer.reduce((sum, { width }) => sum + width + gap, -gap);
  let next = Math.floor((widest - whole) / 2);
  const wanted = layer.map(({ node, width }) => {
    const around = near(node.id);
    const x = around.length === 0 ? next : Math.round(mean(around) - width / 2);
    next = Math.max(next, x) + width + gap;
    return x;
  });
  const xs: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const [index, { width }] of layer.entries()) {
    xs.push(Math.max(wanted[index] as number, free));
    free = (xs[index] as number) + width + gap;
  }
  // What was pushed to the right goes back by the half of it, within the drawing.
  const shift = Math.round(mean(xs.map((x, index) => x - (wanted[index] as number))));
  let right = widest;
  for (let index = layer.length - 1; index >= 0; index--) {
    xs[index] = Math.min((xs[index] as number) - shift, right - (layer[index] as Sketch).width);
    right = (xs[index] as number) - gap;
  }
  let left = 0;
  for (const [index, { width }] of layer.entries()) {
    xs[index] = Math.max(xs[index] as number, left);
    left = (xs[index] as number) + width + gap;
  }
  return xs;
}

function bottoms({ node, width, stem, sides }: Sketch, x: number, style: Style): PlacedBox {
  if (sides.length === 0) return { node, x, width, stem: stem ? x + Math.floor(width / 2) : null, tops: [], sides: [] };
  const total = (stem ? 2 : 0) + sides.reduce((sum, { edge }) => sum + slotWidth(edge, style), -1);
  const start = x + Math.floor((width - total) / 2);
  let at = start + (stem ? 2 : 0);
  const legs = sides.map((leg) => {
    const own = { ...leg, x: at };
    at += slotWidth(leg.edge, style);
    return own;
  });
  return { node, x, width, stem: stem ? start : null, tops: [], sides: legs };
}

/** Columns at the top of a box where no line from above meets another one. */
function topLegs({ tops }: Sketch, { x, width }: PlacedBox, above: readonly PlacedBox[], style: Style): Leg[] | null {
  const stems = new Map(above.map(({ node, stem }) => [node.id, stem]));
  const taken = new Set(above.flatMap(({ stem, sides }) => [...(stem === null ? [] : [stem]), ...sides.map((leg) => leg.x)]));
  const stemOf = (owner: string) => stems.get(owner) ?? 0;
  const sorted = [...tops].sort((a, b) => stemOf(a.owner) - stemOf(b.owner));
  const border = style.boxed ? 1 : 0;
  // A note may reach over the corner of its box, as far as the line of the next one.
  const over = style.noted ? border + 1 : 0;
  let rest = sorted.reduce((sum, { edge }) => sum + slotWidth(edge, style), -1 - over);
  let at = x + border;
  let even = x + Math.floor((width - rest - over) / 2);
  const legs: Leg[] = [];
  for (const { edge, owner } of sorted) {
    const slot = slotWidth(edge, style);
    const last = Math.min(x + width - border - rest, x + width - border - 1);
    const straight = stemOf(owner);
    const free = (column: number) => !taken.has(column) || column === straight;
    const wanted = Math.min(Math.max(sorted.length === 1 ? straight : even, at), last);
    const column = [...between(wanted, last), ...between(at, wanted)].find(free);
    if (column === undefined) return null;
    legs.push({ edge, owner, x: column });
    at = column + slot;
    even = Math.max(even + slot, at);
    rest -= slot;
  }
  return legs;
}

function between(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

import type { Paint } from "../paint.ts";
import { clip, textWidth } from "../text-width.ts";
import type { TreeSource } from "../topology-tree.ts";
import { Canvas } from "./canvas.ts";
import { type DrawnGraph, type DrawnNode, drawnGraph, gatherEnds, gatherRoles } from "./drawn-graph.ts";
import { type Layers, layersOf, untangled, withDepths } from "./layers.ts";
import { drawPart, type Part } from "./part.ts";
import type { Style } from "./placing.ts";

/** Cells of the drawing; Infinity is no limit. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

const styles: readonly Style[] = [
  { boxed: true, noted: true },
  { boxed: false, noted: true },
  { boxed: true, noted: false },
  { boxed: false, noted: false },
];

/**
 * The graph as boxes with lines between them, at most as large as `room`. What does not fit is drawn with less: without borders, without notes,
 * then with ends gathered into one box, then with all that stand alike in one. Null when nothing of that fits.
 */
export function drawTopology(source: TreeSource, room: Room, paint: Paint): string[] | null {
  const single = splitAlone(drawnGraph(source));
  const whole = { ...single, graph: withDepths(single.graph, single.parts) };
  const gathered = [() => whole, () => splitAlone(gatherEnds(whole.graph), whole.alone), () => roles(whole)];
  for (const next of gathered) {
    const split = next();
    if (split === null || !mayFit(split, room)) continue;
    const parts = split.parts.map((layers) => untangled(layers, split.graph));
    for (const style of styles) {
      const lines = drawGraph({ ...split, parts }, style, room, paint);
      if (lines !== null) return lines;
    }
  }
  return null;
}

/** A graph in connected parts, and the nodes that no line leads to. */
interface Split {
  readonly graph: DrawnGraph;
  readonly parts: readonly Layers[];
  readonly alone: readonly DrawnNode[];
}

function splitAlone({ nodes, edges }: DrawnGraph, alone: readonly DrawnNode[] | null = null): Split {
  const joined = new Set(edges.flatMap(({ a, b }) => [a, b]));
  const graph = { nodes: alone === null ? nodes.filter(({ id }) => joined.has(id)) : nodes, edges };
  return { graph, parts: layersOf(graph), alone: alone ?? nodes.filter(({ id }) => !joined.has(id)) };
}

function roles({ graph, alone }: Split): Split | null {
  const gathered = gatherRoles(graph);
  return gathered === null ? null : splitAlone(gathered, alone);
}

/** Whether the names alone have room: cheap to tell, before lines are laid. */
function mayFit({ graph, parts }: Split, room: Room): boolean {
  const widths = new Map(graph.nodes.map(({ id, label }) => [id, textWidth(label)]));
  const fits = (layer: readonly string[]) => layer.reduce((sum, id) => sum + (widths.get(id) as number) + 2, -2) <= room.columns;
  return parts.every((layers) => layers.length * 2 - 1 <= room.rows && layers.every(fits));
}

function drawGraph({ graph, parts: layered, alone }: Split, style: Style, room: Room, paint: Paint): string[] | null {
  const parts: Part[] = [];
  for (const layers of layered) {
    const part = drawPart(layers, graph, style);
    if (part === null || part.width > room.columns || part.height > room.rows) return null;
    parts.push(part);
  }
  const places = shelve(parts, room.columns);
  const height = Math.max(0, ...places.map(({ y, part }) => y + part.height));
  const last = aloneLine(alone, room.columns);
  if (height + (last === null ? 0 : 1) > room.rows) return null;
  const canvas = new Canvas(Math.max(0, ...places.map(({ x, part }) => x + part.width)), height);
  for (const [index, { x, y, part }] of places.entries()) part.draw(canvas, x, y, index << 16);
  return [...canvas.lines(paint), ...(last === null ? [] : [paint(last, "faint")])];
}

function aloneLine(alone: readonly DrawnNode[], columns: number): string | null {
  return alone.length === 0 ? null : clip(`without a link: ${alone.map(({ label }) => label).join(", ")}`, columns);
}

/** Parts side by side, and below each other where the line is full. */
function shelve(parts: readonly Part[], columns: number): { readonly x: number; readonly y: number; readonly part: Part }[] {
  let [x, y, tallest] = [0, 0, 0];
  return parts.map((part) => {
    if (x > 0 && x + part.width > columns) {
      y += tallest + 1;
      [x, tallest] = [0, 0];
    }
    const place = { x, y, part };
    x += part.width + 3;
    tallest = Math.max(tallest, part.height);
    return place;
  });
}

import { clip, textWidth } from "../text-width.ts";
import { verdictLook } from "../verdict-look.ts";
import type { Canvas, LineLook } from "./canvas.ts";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "./drawn-graph.ts";
import type { Layers } from "./layers.ts";
import { type Leg, type PlacedBox, placeColumns, type Style, slotWidth, widestNote } from "./placing.ts";

/** Cells that boxes are widened by, one after the other, until their lines find a place. */
const slacks = [0, 2, 4, 8, 16];

/** A connected part of the drawing, and how to draw it at a place; its wires are numbered from `wire`. */
export interface Part {
  readonly width: number;
  readonly height: number;
  draw(canvas: Canvas, x: number, y: number, wire: number): void;
}

/** Lines that belong together: of one box to boxes below it, or one between two boxes of a layer. It has a track, unless it is straight. */
interface Wire {
  /** Column from which it goes down to the track. */
  readonly stem: number | null;
  readonly legs: readonly (Leg & { readonly side: boolean })[];
  readonly span: readonly [number, number] | null;
  readonly track: number;
}

/** Lays out one connected part; null when its lines find no place. */
export function drawPart(layers: Layers, graph: DrawnGraph, style: Style): Part | null {
  let placed: PlacedBox[][] | null = null;
  for (const slack of slacks) placed ??= placeColumns(layers, graph, style, slack);
  if (placed === null) return null;
  const boxes = placed;
  const rows = boxes.map((row, depth) => {
    const wires = wiresOf(row, boxes[depth + 1] ?? []);
    return { row, wires, ...channelOf(wires, style) };
  });
  const box = style.boxed ? 3 : 1;
  const right = ({ x, width, tops, sides }: PlacedBox) =>
    Math.max(x + width, ...[...tops, ...sides].map((leg) => leg.x + slotWidth(leg.edge, style) - 1));
  return {
    width: Math.max(...boxes.flat().map(right)),
    height: rows.reduce((sum, { height }) => sum + box + height, 0),
    draw(canvas, x, y, firstWire) {
      let [top, wire] = [y, firstWire];
      for (const { row, wires, height, lead } of rows) {
        const place = { x, top: top + box, bottom: top + box + height - 1, lead, style };
        for (const each of wires) drawWire(canvas, each, { ...place, wire: wire++ });
        for (const each of row) drawBox(canvas, each, x, top, style);
        top += box + height;
      }
    },
  };
}

function wiresOf(row: readonly PlacedBox[], below: readonly PlacedBox[]): Wire[] {
  const tops = below.flatMap((box) => box.tops);
  const sides = row.flatMap((box) => box.sides.map((leg) => ({ ...leg, side: true })));
  const wires = [
    ...row.flatMap(({ node, stem }) =>
      stem === null ? [] : [{ stem, legs: tops.filter(({ owner }) => owner === node.id).map((leg) => ({ ...leg, side: false })) }],
    ),
    ...[...new Set(sides.map(({ edge }) => edge))].map((edge) => ({ stem: null, legs: sides.filter((leg) => leg.edge === edge) })),
  ];
  const ends: number[] = [];
  return wires.map((wire) => {
    const columns = [...(wire.stem === null ? [] : [wire.stem]), ...wire.legs.map(({ x }) => x)];
    const [from, to] = [Math.min(...columns), Math.max(...columns)];
    if (from === to) return { ...wire, span: null, track: 0 };
    const free = ends.findIndex((end) => end < from);
    const track = free < 0 ? ends.length : free;
    ends[track] = to;
    return { ...wire, span: [from, to] as const, track };
  });
}

/** Rows between two layers: `lead` before the first track, the tracks, and those in which lines stand alone with their notes. */
function channelOf(wires: readonly Wire[], { noted }: Style): { readonly height: number; readonly lead: number } {
  const tracks = Math.max(0, ...wires.map(({ span, track }) => (span === null ? 0 : track + 1)));
  const legs = wires.flatMap((wire) => wire.legs);
  const sides = legs.filter(({ side }) => side);
  const lead = sides.length === 0 ? 0 : noted && sides.some(({ edge }) => edge.bundle) ? 2 : 1;
  const tail = legs.some(({ side }) => !side) ? (noted ? 2 : 1) : 0;
  return { height: lead + tracks + tail, lead };
}

interface WirePlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly lead: number;
  readonly wire: number;
  readonly style: Style;
}

const plainLine: LineLook = { look: "plain", dashed: false };

function drawWire(canvas: Canvas, { stem, legs, span, track }: Wire, { x, top, bottom, lead, wire, style }: WirePlace): void {
  const y = top + lead + track;
  if (span !== null) canvas.level(y, [x + span[0], x + span[1]], wire, plainLine);
  if (span !== null && stem !== null) canvas.upright(x + stem, [top, y], wire, plainLine, [true, false]);
  for (const [index, { edge, x: column, side, owner }] of legs.entries()) {
    const line = { look: verdictLook(edge.verdict), dashed: edge.verdict !== "ok" };
    const from = span === null ? top : y;
    canvas.upright(x + column, side ? [top, from] : [from, bottom], wire, line, side ? [true, false] : [span === null, true]);
    if (style.noted) drawNotes(canvas, edge, notesOf(edge, owner, side ? index : null), x + column + 1, side ? top : bottom - 1);
  }
}

/** Beside a line from above both ports, the far one first; beside each end of one between two boxes of a layer its own port. */
function notesOf(edge: DrawnEdge, owner: string, end: number | null): readonly string[] {
  if (edge.bundle) return end === 1 ? [] : edge.notes;
  const notes = edge.a === owner ? edge.notes : [...edge.notes].reverse();
  return end === null ? notes : notes.slice(end, end + 1);
}

function drawNotes(canvas: Canvas, edge: DrawnEdge, notes: readonly string[], x: number, y: number): void {
  for (const [index, note] of notes.entries()) canvas.text(x, y + index, clip(note, widestNote), verdictLook(edge.verdict));
}

/** Borders by kind: systems that we see from inside, systems that only speak to us, shared media. */
const borders: Readonly<Record<DrawnNode["kind"], string>> = {
  system: "\u250c\u2500\u2510\u2502\u2514\u2518\u2534\u252c",
  remote: "\u256d\u2500\u256e\u2502\u2570\u256f\u2534\u252c",
  segment: "\u2554\u2550\u2557\u2551\u255a\u255d\u2567\u2564",
};

function drawBox(canvas: Canvas, { node, x: left, width, stem, tops, sides }: PlacedBox, x: number, y: number, { boxed }: Style): void {
  const { label } = node;
  const look = node.kind === "system" ? "boldCyan" : node.kind === "remote" ? "magenta" : "yellow";
  const at = x + left;
  canvas.text(at + Math.floor((width - textWidth(label)) / 2), y + (boxed ? 1 : 0), label, look);
  if (!boxed) return;
  const [nw, level, ne, upright, sw, se, above, below] = [...borders[node.kind]] as [string, string, string, string, string, string, string, string];
  canvas.text(at, y, nw + level.repeat(width - 2) + ne, "plain");
  canvas.text(at, y + 1, upright, "plain");
  canvas.text(at + width - 1, y + 1, upright, "plain");
  canvas.text(at, y + 2, sw + level.repeat(width - 2) + se, "plain");
  for (const leg of tops) canvas.text(x + leg.x, y, above, "plain");
  for (const column of [...(stem === null ? [] : [stem]), ...sides.map((leg) => leg.x)]) canvas.text(x + column, y + 2, below, "plain");
}

import type { TopologyDocument } from "../../../topology/index.ts";
import { drawTopology } from "../../render/drawing/drawing.ts";
import type { Paint } from "../../render/paint.ts";
import { textWidth } from "../../render/text-width.ts";
import { type TreeSource, treeLines } from "../../render/topology-tree.ts";
import type { LiveModel } from "../model.ts";
import { filterOf } from "../row-order.ts";
import { line } from "./line.ts";
import type { Size } from "./size.ts";

/** The topology as boxes that fit the screen, or as a list of every node and port that is scrolled. Made once for each topology and size. */
export class TopologyPane {
  #made: { readonly key: string; readonly topology: TopologyDocument; readonly lines: readonly string[] } | null = null;

  lines(model: LiveModel, { columns, rows }: Size, paint: Paint): readonly string[] {
    const { topology, choices } = model;
    if (!topology) return [line([["asking ...", "faint"]], columns, paint)];
    const key = `${columns}x${rows} ${choices.drawing} ${choices.filter}`;
    if (this.#made?.topology !== topology || this.#made.key !== key) {
      const shown = filtered(topology, model);
      this.#made = { key, topology, lines: choices.drawing ? drawn(shown, columns, rows, paint) : listed(shown, columns, paint) };
    }
    return this.#made.lines;
  }
}

/** The links of the rows that the table's filter lets pass, and the nodes of both. */
function filtered(topology: TreeSource, model: LiveModel): TreeSource {
  const { filter } = model.choices;
  if (filter === "") return topology;
  const passes = filterOf(filter);
  const ports = new Set(model.rows().flatMap((row) => (passes(row) ? [row.id] : [])));
  const links = topology.links.filter(({ a, b }) => ports.has(a) || ports.has(b));
  const ends = new Set([...ports, ...links.flatMap(({ a, b }) => [a, b])]);
  const nodes = topology.nodes.filter(({ id, kind, ports: own }) => ends.has(id) || (kind !== "segment" && own.some((port) => ends.has(port))));
  return { nodes, links };
}

function drawn(topology: TreeSource, columns: number, rows: number, paint: Paint): string[] {
  const lines = topology.nodes.length === 0 ? null : drawTopology(topology, { columns, rows }, paint);
  if (lines === null) return [...tooLarge(topology, columns, paint), ...listed(topology, columns, paint)];
  // In the middle of the screen, a little above.
  const left = " ".repeat(Math.floor((columns - Math.max(...lines.map(paintedWidth))) / 2));
  const above = Array.from({ length: Math.floor((rows - lines.length) / 3) }, () => " ".repeat(columns));
  return [...above, ...lines.map((text) => filled(left + text, columns))];
}

function tooLarge({ nodes }: TreeSource, columns: number, paint: Paint): string[] {
  if (nodes.length === 0) return [];
  return [line([[`${nodes.length} nodes are too many to be drawn here; this is the list`, "yellow"]], columns, paint), " ".repeat(columns)];
}

function listed(topology: TreeSource, columns: number, paint: Paint): string[] {
  return treeLines(topology, columns, paint).map((text) => filled(text, columns));
}

function filled(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - paintedWidth(text)));
}

function paintedWidth(text: string): number {
  return textWidth(text.replaceAll(/\u001b\[[\d;]*m/g, ""));
}

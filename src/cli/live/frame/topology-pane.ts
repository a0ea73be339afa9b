import type { Paint } from "../../render/paint.ts";
import { textWidth } from "../../render/text-width.ts";
import { treeLines } from "../../render/topology-tree.ts";
import type { LiveModel } from "../model.ts";
import { line } from "./line.ts";

/** The drawing of the topology, node by node, to be scrolled. */
export function topologyLines(model: LiveModel, width: number, paint: Paint): string[] {
  const { topology } = model;
  if (!topology) return [line([["asking ...", "faint"]], width, paint)];
  return treeLines(topology, width, paint).map((text) => text + " ".repeat(Math.max(0, width - paintedWidth(text))));
}

function paintedWidth(text: string): number {
  return textWidth(text.replaceAll(/\u001b\[[\d;]*m/g, ""));
}

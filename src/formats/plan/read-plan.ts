import type { Plan } from "../../topology/index.ts";
import { fieldOf, parseJson } from "./json-file.ts";
import { PlanError, type PlanFault } from "./plan-fault.ts";
import { readBatfish } from "./read-batfish.ts";
import { readContainerlab } from "./read-containerlab.ts";
import { readPtm } from "./read-ptm.ts";
import { readTopologyData } from "./read-topology-data.ts";

/** Characters; a longer plan is refused unread. */
const longest = 10 << 20;

export type PlanReading = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly fault: PlanFault };

/**
 * A plan in any form that we know, recognized by its content: PTM's DOT (and what `snapshot` prints), containerlab's YAML and
 * topology-data.json, Batfish's layer1_topology.json. `name` is the file's name, which the plan is called by. Never throws.
 */
export function readPlan(text: string, name: string | null): PlanReading {
  try {
    return { ok: true, plan: read(text, name ?? "plan") };
  } catch (error) {
    if (error instanceof PlanError) return { ok: false, fault: { line: error.line, message: error.message } };
    throw error;
  }
}

function read(text: string, source: string): Plan {
  if (text.length > longest) throw new PlanError(1, `a plan of more than ${longest >> 20} MiB`);
  if (text.includes("\0")) throw new PlanError(lineOfNul(text), "a NUL character: this is no text file");
  const start = text.slice(0, 65_536).replace(/^(?:[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*)*/, "");
  if (start === "") throw new PlanError(1, "the plan is empty");
  if (/^(?:strict\s+)?(?:di)?graph\b/i.test(start)) return readPtm(text, source);
  if (start.startsWith("{") || start.startsWith("[")) return readJson(text, source);
  if (/^(?:---|name|prefix|topology|mgmt|settings|debug)\b|^["']?\w+["']?\s*:/.test(start)) return readContainerlab(text, source);
  throw new PlanError(1, "neither a DOT graph, nor containerlab YAML, nor JSON with `edges` or `links`");
}

function readJson(text: string, source: string): Plan {
  const value = parseJson(text);
  if (fieldOf(value, "edges") !== undefined) return readBatfish(value, text, source);
  if (fieldOf(value, "links") !== undefined) return readTopologyData(value, text, source);
  if (fieldOf(value, "topology") !== undefined) return readContainerlab(text, source);
  throw new PlanError(1, "JSON with neither `edges` (Batfish) nor `links` (topology-data.json) nor `topology` (containerlab)");
}

function lineOfNul(text: string): number {
  return text.slice(0, text.indexOf("\0")).split("\n").length;
}

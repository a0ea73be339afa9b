import type { Clock } from "../base/index.ts";
import type { GraphView, TopologyDocument } from "../topology/index.ts";
import { ApiError } from "./api-error.ts";
import type { HistoryReader } from "./deps.ts";

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

export type Moment =
  | { readonly kind: "now" }
  /** RFC 3339 UTC. */
  | { readonly kind: "time"; readonly time: string }
  | { readonly kind: "event"; readonly id: string; readonly epoch: string; readonly sequence: number };

/** Reads RFC 3339, `-1h30m`, `now`, or an event id (`EPOCH-SEQ`). Throws `moment-invalid`. */
export function readMoment(text: string, wall: number): Moment {
  if (text === "now") return { kind: "now" };
  if (rfc3339.test(text)) {
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return { kind: "time", time: new Date(at).toISOString() };
  }
  const ago = text.startsWith("-") ? durationOf(text.slice(1)) : null;
  if (ago !== null && ago <= wall) return { kind: "time", time: new Date(wall - ago).toISOString() };
  const event = readEventId(text);
  if (event) return { kind: "event", id: text, ...event };
  throw new ApiError("moment-invalid", `${JSON.stringify(text)} is no moment: give RFC 3339, -10m, now, or an event id.`);
}

function durationOf(text: string): number | null {
  if (!/^(\d{1,9}[smhd])+$/.test(text)) return null;
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
}

/** The two parts of `EPOCH-SEQ`, or null. An epoch has no `-` in it, so a date is none. */
export function readEventId(id: string): { readonly epoch: string; readonly sequence: number } | null {
  const parts = /^([^-]+)-(\d{1,15})$/.exec(id);
  return parts ? { epoch: parts[1] ?? "", sequence: Number(parts[2]) } : null;
}

/** The topology as it was at a moment. Throws `moment-invalid`, `history-off` or `moment-not-kept`. */
export async function topologyAt(
  text: string,
  from: { readonly graph: GraphView; readonly history: HistoryReader | null; readonly clock: Clock },
): Promise<TopologyDocument> {
  const { graph, history, clock } = from;
  const moment = readMoment(text, clock.wall());
  if (isPresent(moment, graph)) return graph.topology();
  if (!history) throw new ApiError("history-off", "The daemon keeps no history, so only the present can be asked for.");
  const found = await history.topologyAt(moment.kind === "event" ? moment.id : moment.kind === "time" ? moment.time : graph.changedAt);
  if (!found) throw new ApiError("moment-not-kept", `History does not reach ${JSON.stringify(text)}.`);
  return found;
}

function isPresent(moment: Moment, graph: GraphView): boolean {
  if (moment.kind === "event") return moment.epoch === graph.epoch && moment.sequence === graph.revision;
  return moment.kind === "now" || moment.time >= graph.changedAt;
}

import type { NeighborFacts } from "./documents.ts";

/** What a neighbor says of its port, where it can be compared with ours; null for what it does not say. */
export interface Advertised {
  /** Octets with header and CRC. */
  readonly maximumFrameSize: number | null;
  /** Mbit/s. */
  readonly speed: number | null;
  readonly duplex: "full" | "half" | null;
  readonly pvid: number | null;
  readonly aggregated: boolean | null;
}

/** Reads the organizational TLVs that matter for a link. Never throws, whatever a peer sent. */
export function advertisedOf({ dot1, dot3 }: NeighborFacts): Advertised {
  const mau = text(field(dot3, "macPhy"), "mauTypeName");
  const aggregation = field(dot1, "linkAggregation") ?? field(dot3, "linkAggregation");
  return {
    maximumFrameSize: number(field(dot3, "maximumFrameSize")),
    speed: speedOf(mau),
    duplex: mau?.endsWith(" FD") ? "full" : mau?.endsWith(" HD") ? "half" : null,
    pvid: number(field(dot1, "portVlanId")),
    aggregated: boolean(field(aggregation, "enabled")),
  };
}

/** Mbit/s of a MAU type such as `1000BASE-T FD` or `2.5GBASE-T`; null for what has none or two. */
function speedOf(mau: string | null): number | null {
  const match = /^(\d+(?:\.\d+)?)(G?)BASE/.exec(mau ?? "");
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : null;
}

function field(object: unknown, name: string): unknown {
  return typeof object === "object" && object !== null && Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function boolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function text(object: unknown, name: string): string | null {
  const value = field(object, name);
  return typeof value === "string" ? value : null;
}

import { version as nodeVersion } from "node:process";
import type { Registry, RegistryContentType } from "prom-client";
import { ChangeTally, Exposition, type MetricsSource, type Sample } from "../../metrics/index.ts";
import type { RoomConfig } from "../config/room-config.ts";
import type { Observed } from "../observed.ts";
import type { RoomParts } from "./room.ts";

export interface MetricsParts extends RoomParts<Observed> {
  readonly backend: string;
  readonly planned: () => boolean;
  /** Of the rooms that are in use. */
  readonly samples: () => readonly Sample[];
}

/** What answers /metrics. Changes are counted from now on. */
export function openMetrics(
  { nodeGraph, seriesLimit }: RoomConfig["metrics"],
  parts: MetricsParts,
): (format: "prometheus" | "openmetrics") => Promise<string> {
  const { daemon, version, backend, planned, samples } = parts;
  const changes = new ChangeTally();
  daemon.graph.changes.subscribe((events) => changes.take(events));
  const exposition = new Exposition({ nodeGraph, seriesLimit });
  const { live } = daemon;
  const source = (): MetricsSource => ({
    graph: daemon.graph,
    changes,
    build: { version, nodeVersion, backend },
    counters: live.counters,
    expiresAt: (neighbor) => {
      const time = live.expiresAt(neighbor);
      return time === null ? null : Date.parse(time);
    },
    identity: (port) => daemon.port(port)?.identity() ?? null,
    planned: planned(),
    samples: () => [...daemon.samples(), ...samples()],
  });
  let registry: Promise<Registry<RegistryContentType>> | null = null;
  return async (format) => {
    // `process_*` and `nodejs_*` are collected from the first scrape on: without a scraper they would only cost.
    registry ??= collectProcessMetrics();
    return `${exposition.text(source(), format)}${await processMetrics(await registry, format)}`;
  };
}

async function collectProcessMetrics(): Promise<Registry<RegistryContentType>> {
  const { collectDefaultMetrics, Registry } = await import("prom-client");
  const own = new Registry<RegistryContentType>();
  collectDefaultMetrics({ register: own });
  return own;
}

const contentTypes = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
} as const;

/** In OpenMetrics the text ends with `# EOF`, which belongs to the whole answer. */
function processMetrics(registry: Registry<RegistryContentType>, format: "prometheus" | "openmetrics"): Promise<string> {
  registry.setContentType(contentTypes[format]);
  return registry.metrics();
}

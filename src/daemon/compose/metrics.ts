import { version as nodeVersion } from "node:process";
import { setImmediate } from "node:timers/promises";
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

/** What answers /metrics. Changes are counted from the start of the daemon on, as far as memory reaches back. */
export function openMetrics(
  { nodeGraph, seriesLimit }: RoomConfig["metrics"],
  parts: MetricsParts,
): (format: "prometheus" | "openmetrics") => Promise<string> {
  const { daemon, version, backend, planned, samples } = parts;
  const changes = new ChangeTally();
  // The first neighbors may have been heard before this room was opened.
  changes.take(daemon.graph.eventsAfter(0) ?? []);
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
  let processText: Promise<(format: "prometheus" | "openmetrics") => Promise<string>> | null = null;
  return async (format) => {
    // `process_*` and `nodejs_*` are collected from the first scrape on: without a scraper they would only cost.
    processText ??= import("./process-metrics.ts").then(({ openProcessMetrics }) => openProcessMetrics());
    return `${await exposition.textInTurns(source(), format, setImmediate)}${await (await processText)(format)}`;
  };
}

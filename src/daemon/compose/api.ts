import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Api, buildApi, openTokenFile } from "../../api/index.ts";
import { diffTopologies, type StatusDocument } from "../../topology/index.ts";
import type { DaemonConfig } from "../config/config.ts";
import type { Observed } from "../observed.ts";
import { formatsOf } from "./formats.ts";
import { openMetrics } from "./metrics.ts";
import type { RoomParts } from "./room.ts";
import type { OpenRooms } from "./rooms.ts";

export interface ApiParts extends RoomParts<Observed> {
  readonly rooms: OpenRooms;
  readonly backend: string;
  readonly planned: () => boolean;
  status(): StatusDocument;
}

/** Builds the API on a running daemon; it listens nowhere yet. Throws when the token file cannot be used. */
export async function openApi(config: DaemonConfig, parts: ApiParts): Promise<Api> {
  const { daemon, clock, log, version, rooms, backend, planned, status } = parts;
  const { tokenFile, insecureListen, allowHosts } = config;
  let api: Api | null = null;
  const metrics = openMetrics(config.metrics, {
    daemon,
    clock,
    log,
    version,
    backend,
    planned,
    samples: () => [...rooms.samples(), ...apiSamples(api)],
  });
  api = await buildApi(
    {
      version,
      clock,
      log,
      graph: daemon.graph,
      live: daemon.live,
      history: rooms.history,
      status,
      readiness: () => daemon.readiness(),
      diff: diffTopologies,
      ...formatsOf(daemon.graph),
      setPortMode: async (port, mode) => daemon.setPortMode(port, mode),
      metrics,
    },
    { ...(tokenFile === null ? {} : { token: openTokenFile(tokenFile, clock, log) }), insecure: insecureListen, allowHosts, webRoot: webRoot() },
  );
  return api;
}

function apiSamples(api: Api | null): ReturnType<OpenRooms["samples"]> {
  if (!api) return [];
  const { streams, loopLag, requests } = api.stats();
  return [
    { family: "sseClients", value: streams.open },
    { family: "sseCutOff", value: streams.cutOff },
    ...requests.flatMap(({ route, method, status, count, sum }) => {
      const labels = { route, method, status: String(status) };
      return [
        { family: "httpRequests" as const, labels, value: count },
        { family: "httpSeconds" as const, labels, value: sum },
      ];
    }),
    { family: "eventLoopLag", value: loopLag.p99 / 1000 },
  ];
}

/** The built page lies in web/ beside the bundles; null when it was not built. */
function webRoot(): string | null {
  const here = import.meta.url;
  const root = fileURLToPath(new URL(here.includes("/chunks/") ? "../web" : "./web", here));
  return existsSync(root) ? root : null;
}

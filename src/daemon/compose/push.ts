import { readFileSync } from "node:fs";
import type { PointWriter } from "../../push/index.ts";
import type { StatusDocument } from "../../topology/index.ts";
import type { InfluxConfig } from "../config/room-config.ts";
import type { Observed } from "../observed.ts";
import type { RoomParts, RunningRoom } from "./room.ts";

/** Writes every change, and the whole state at a steady pace, to InfluxDB. Rejects when a file that the configuration names cannot be read. */
export async function openPush(config: InfluxConfig, { daemon, clock, log }: RoomParts<Observed>): Promise<RunningRoom<StatusDocument["push"]>> {
  const { Pusher } = await import("../../push/index.ts");
  const source = {
    graph: daemon.graph,
    host: daemon.identity.hostName,
    counters: daemon.live.counters,
    expiresAt: (neighbor: string) => {
      const time = daemon.live.expiresAt(neighbor);
      return time === null ? null : Date.parse(time);
    },
  };
  const pusher = new Pusher({ source, writer: await writer(config), clock, log, random: Math.random, namesAsTags: config.namesAsTags });
  return {
    state: () => pusher.state(),
    samples: () => {
      const { queued, written, dropped, errors } = pusher.figures();
      return [
        { family: "influxQueue", value: queued },
        { family: "influxWritten", value: written },
        { family: "influxDropped", labels: { reason: "overflow" }, value: dropped.overflow },
        { family: "influxDropped", labels: { reason: "refused" }, value: dropped.refused },
        { family: "influxErrors", value: errors },
      ];
    },
    close: () => pusher.close(),
  };
}

async function writer(config: InfluxConfig): Promise<PointWriter> {
  const { influxV1Writer, influxV2Writer } = await import("../../push/index.ts");
  const secret = (path: string | null) => (path === null ? null : readFileSync(path, "utf8").trim());
  const { url, database, organization, bucket, user, passwordFile, tokenFile } = config;
  if (config.version === 1) return influxV1Writer({ url, database, username: user, password: secret(passwordFile) });
  return influxV2Writer({ url, organization, bucket, token: secret(tokenFile) });
}

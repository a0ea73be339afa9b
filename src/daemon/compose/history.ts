import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { HistoryReader } from "../../api/index.ts";
import type { StatusDocument } from "../../topology/index.ts";
import type { RoomConfig } from "../config/room-config.ts";
import type { Observed } from "../observed.ts";
import type { RoomParts, RunningRoom } from "./room.ts";

export interface HistoryRoom extends RunningRoom<StatusDocument["history"]> {
  readonly reader: HistoryReader;
}

/** Keeps every change in a file of the state folder. A folder that cannot be used is tried again by the recorder; the daemon goes on. */
export async function openHistory(state: string, bounds: RoomConfig["history"], { daemon, clock, log }: RoomParts<Observed>): Promise<HistoryRoom> {
  const { openThreadBackend, Recorder } = await import("../../history/index.ts");
  const path = join(state, "history.db");
  const open = () => {
    mkdirSync(state, { recursive: true });
    const stamp = new Date(clock.wall()).toISOString().replaceAll(/[^0-9T]/g, "");
    return openThreadBackend(historyScript(), { path, bounds, stamp }, (moved) =>
      log.warn({ moved }, "the history file was not readable and was moved aside"),
    );
  };
  const recorder = new Recorder({ graph: daemon.graph, open, clock, log });
  return {
    reader: recorder,
    state: () => recorder.state(),
    samples: () => {
      const { state: condition, events, bytes } = recorder.state();
      return [
        { family: "historyUp", value: condition === "running" ? 1 : 0 },
        { family: "historyEvents", value: events },
        { family: "historyBytes", value: bytes },
        { family: "historyLost", value: recorder.lost },
      ];
    },
    close: () => recorder.close(),
  };
}

/** The bundle of the history thread lies beside the bundles of the service, one folder up when this runs as a chunk of one. */
function historyScript(): URL {
  const here = import.meta.url;
  return new URL(here.includes("/chunks/") ? "../history.js" : "./history.js", here);
}

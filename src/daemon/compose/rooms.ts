import type { HistoryReader } from "../../api/index.ts";
import type { Sample } from "../../metrics/index.ts";
import type { DaemonConfig } from "../config/config.ts";
import { type RoomStates, roomsOff } from "../status.ts";
import type { RoomParts } from "./room.ts";

/** The rooms that the configuration asks for. */
export interface OpenRooms {
  readonly history: HistoryReader | null;
  states(): RoomStates;
  samples(): readonly Sample[];
  /** Idempotent; each room writes what waits as far as it can. */
  close(): Promise<void>;
}

/** Opens what the configuration asks for; code that is not used is not loaded. Rejects when a file that it names cannot be read. */
export async function openRooms({ state, history: bounds, nats, influx, hooks: programs }: DaemonConfig, parts: RoomParts): Promise<OpenRooms> {
  const [history, bus, push, hooks] = await Promise.all([
    state === null ? null : import("./history.ts").then(({ openHistory }) => openHistory(state, bounds, parts)),
    nats === null ? null : import("./bus.ts").then(({ openBus }) => openBus(nats, parts)),
    influx === null ? null : import("./push.ts").then(({ openPush }) => openPush(influx, parts)),
    programs.length === 0 ? null : import("./hooks.ts").then(({ openHooks }) => openHooks(programs, parts)),
  ]);
  return {
    history: history?.reader ?? null,
    states: () => ({ history: history?.state() ?? roomsOff.history, bus: bus?.state() ?? roomsOff.bus, push: push?.state() ?? roomsOff.push }),
    samples: () => [history, bus, push, hooks].flatMap((room) => room?.samples() ?? []),
    close: async () => {
      await Promise.all([history?.close(), bus?.close(), push?.close(), hooks?.close()]);
    },
  };
}

import type { Clock, Logger } from "../../base/index.ts";
import type { Sample } from "../../metrics/index.ts";
import type { Daemon } from "../daemon.ts";
import type { Observed } from "../observed.ts";

/** What a room that is only there when it is used gets from the service. */
export interface RoomParts<D extends Observed = Daemon> {
  readonly daemon: D;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
}

/** A running room as the service sees it. */
export interface RunningRoom<State> {
  state(): State;
  samples(): readonly Sample[];
  /** Idempotent. */
  close(): Promise<void>;
}

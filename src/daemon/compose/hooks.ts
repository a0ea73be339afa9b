import type { Sample } from "../../metrics/index.ts";
import type { Hook } from "../hooks/hook.ts";
import { HookRunner } from "../hooks/hook-runner.ts";
import type { Observed } from "../observed.ts";
import type { RoomParts } from "./room.ts";

export interface HookRoom {
  samples(): readonly Sample[];
  /** Idempotent. */
  close(): Promise<void>;
}

/** Runs programs when verdicts change. */
export function openHooks(hooks: readonly Hook[], { daemon, log }: RoomParts<Observed>): HookRoom {
  const runner = new HookRunner(hooks, log);
  const unsubscribe = daemon.graph.changes.subscribe((events) => runner.take(events));
  return {
    samples: () => {
      const { started, failed, dropped } = runner.figures();
      return [
        { family: "hooksStarted", value: started },
        { family: "hooksFailed", value: failed },
        { family: "hooksDropped", value: dropped },
      ];
    },
    close: () => {
      unsubscribe();
      return runner.close();
    },
  };
}

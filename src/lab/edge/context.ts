import type { Clock } from "../../base/index.ts";
import type { Progress } from "./apply.ts";
import { type Lock, takeLock } from "./lock.ts";

/** What a lab command is lent by whoever runs it. */
export interface LabContext {
  /** Folder of the journals; `defaultStateFolder` but in tests. */
  readonly stateFolder: string;
  readonly clock: Clock;
  /** Aborted on Ctrl-C: the run undoes what it made, then rejects with an `interrupted` LabError. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** One line for people; may hold text from a process: print it through `printable`. */
  readonly onNote?: (line: string) => void;
}

/** Does the work while no other run of the same lab does. */
export async function withLabLock<T>(context: LabContext, lab: string, work: () => Promise<T>): Promise<T> {
  const lock: Lock = await takeLock(context.stateFolder, lab);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

import { execa } from "execa";
import { type Logger, printable } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import { type Hook, type HookRun, hookRuns } from "./hook.ts";

export interface HookFigures {
  readonly started: number;
  readonly failed: number;
  /** Not started because too many waited. */
  readonly dropped: number;
}

const parallel = 4;
const longestQueue = 1000;
const shownOutput = 400;

/** Runs hooks, a few at a time and in order, without a shell. A hook that fails or hangs is logged and never holds up the daemon. */
export class HookRunner {
  readonly #hooks: readonly Hook[];
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #waiting: HookRun[] = [];
  #figures = { started: 0, failed: 0, dropped: 0 };

  constructor(hooks: readonly Hook[], log: Logger) {
    this.#hooks = hooks;
    this.#log = log;
  }

  /** Takes a batch of events as the graph emits it. */
  take(events: readonly EventDocument[]): void {
    for (const run of events.flatMap((event) => hookRuns(event, this.#hooks))) {
      if (this.#waiting.length < longestQueue) this.#waiting.push(run);
      else this.#figures.dropped++;
    }
    this.#next();
  }

  figures(): HookFigures {
    return { ...this.#figures };
  }

  /** What waits is not started; what runs is ended. */
  async close(): Promise<void> {
    this.#waiting = [];
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  #next(): void {
    while (this.#running.size < parallel && this.#waiting.length > 0) {
      const run = this.#run(this.#waiting.shift() as HookRun).finally(() => {
        this.#running.delete(run);
        this.#next();
      });
      this.#running.add(run);
    }
  }

  async #run({ hook, environment }: HookRun): Promise<void> {
    this.#figures.started++;
    const result = await execa(hook.program, [], {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...environment },
      extendEnv: false,
      cwd: "/",
      stdin: "ignore",
      all: true,
      maxBuffer: 64 * 1024,
      timeout: hook.timeout,
      cancelSignal: this.#stop.signal,
      reject: false,
    });
    if (!result.failed || result.isCanceled) return;
    this.#figures.failed++;
    const cause = result.timedOut ? "it took too long" : (result.code ?? result.signal ?? `exit ${result.exitCode}`);
    this.#log.warn(
      { program: hook.program, cause, output: printable(String(result.all ?? ""), shownOutput), event: environment["LLDP_WATCH_EVENT"] },
      "a hook failed",
    );
  }
}

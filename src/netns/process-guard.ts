import type { Logger } from "../base/index.ts";
import type { SocketOpener, Watch } from "../native/index.ts";

/** Watches processes by pidfd, as many as are named and no more. */
export class ProcessGuard {
  readonly #opener: SocketOpener;
  readonly #log: Logger;
  readonly #onEnd: (pid: number) => void;
  readonly #watches = new Map<number, Promise<Watch | null>>();

  constructor(opener: SocketOpener, log: Logger, onEnd: (pid: number) => void) {
    this.#opener = opener;
    this.#log = log;
    this.#onEnd = onEnd;
  }

  /** From now on watches exactly these. The end of each is told once. */
  watch(pids: ReadonlySet<number>): void {
    for (const pid of this.#watches.keys()) if (!pids.has(pid)) this.#release(pid);
    for (const pid of pids) if (!this.#watches.has(pid)) this.#watches.set(pid, this.#open(pid));
  }

  async close(): Promise<void> {
    const open = [...this.#watches.values()];
    this.#watches.clear();
    await Promise.all(open.map(async (watch) => (await watch)?.close()));
  }

  async #open(pid: number): Promise<Watch | null> {
    try {
      return await this.#opener.watchProcess(pid, () => {
        if (!this.#watches.has(pid)) return;
        this.#release(pid);
        this.#onEnd(pid);
      });
    } catch (error) {
      this.#log.debug({ pid, error: String(error) }, "cannot watch the process that holds a namespace; the next scan will tell");
      return null;
    }
  }

  #release(pid: number): void {
    const watch = this.#watches.get(pid);
    this.#watches.delete(pid);
    watch
      ?.then((each) => each?.close())
      .catch((error: unknown) => this.#log.debug({ pid, error: String(error) }, "cannot end the watch of a process"));
  }
}

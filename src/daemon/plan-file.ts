import { type FSWatcher, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { ApiDeps } from "../api/index.ts";
import type { Cancel, Clock, Logger } from "../base/index.ts";
import type { Fact, Plan } from "../topology/index.ts";

/** Editors write in several steps: the file is read when it has been left alone for so long (milliseconds). */
const settleTime = 100;

export interface PlanParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly readPlan: ApiDeps["readPlan"];
  readonly tell: (fact: Fact) => void;
}

/** Keeps the graph's plan equal to a file. A file that is no plan, or gone, leaves the last good plan in place and is told of once. */
export class PlanFile {
  readonly #path: string;
  readonly #parts: PlanParts;
  #text: string | null = null;
  #plan: Plan | null = null;
  #watcher: FSWatcher | null = null;
  #timer: Cancel = () => {};

  constructor(path: string, parts: PlanParts) {
    this.#path = path;
    this.#parts = parts;
    this.read();
    this.#follow();
  }

  /** Whether a plan is in force. */
  get planned(): boolean {
    return this.#plan !== null;
  }

  /** Reads the file now. */
  read(): void {
    const { log, readPlan, tell } = this.#parts;
    try {
      const text = readFileSync(this.#path, "utf8");
      if (text === this.#text) return;
      this.#text = text;
      const result = readPlan(text, basename(this.#path));
      if (!result.ok) {
        log.error({ file: this.#path, line: result.fault.line, fault: result.fault.message }, "the plan cannot be used; the one before stays");
        return;
      }
      this.#plan = result.plan;
      tell({ kind: "plan", plan: result.plan });
      log.info({ file: this.#path, links: result.plan.links.length }, "plan read");
    } catch (error) {
      log.error({ file: this.#path, cause: (error as Error).message }, "the plan cannot be read; the one before stays");
    }
  }

  /** Stops following the file and takes the plan out of the graph. */
  close(): void {
    this.#timer();
    this.#watcher?.close();
    this.#watcher = null;
    if (this.#plan) this.#parts.tell({ kind: "plan", plan: null });
    this.#plan = null;
  }

  // The folder is watched, not the file: editors and `mv` put a new file under the old name.
  #follow(): void {
    const { clock, log } = this.#parts;
    try {
      this.#watcher = watch(dirname(this.#path), (_, name) => {
        if (name !== null && name !== basename(this.#path)) return;
        this.#timer();
        this.#timer = clock.at(clock.now() + settleTime, () => this.read());
      });
      this.#watcher.on("error", (error) => log.warn({ file: this.#path, cause: error.message }, "the plan is not followed; reload to read it again"));
    } catch (error) {
      log.warn({ file: this.#path, cause: (error as Error).message }, "the plan is not followed; reload to read it again");
    }
  }
}

import { Session } from "node:inspector/promises";

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
interface Script {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

/** Tells whether what ran since the last question reached code that nothing had reached before, by V8's block coverage. */
export class Coverage {
  readonly #session = new Session();
  readonly #reached = new Set<string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  get blocks(): number {
    return this.#reached.size;
  }

  /** How many blocks were new. */
  async gained(): Promise<number> {
    const { result } = (await this.#session.post("Profiler.takePreciseCoverage")) as unknown as { result: readonly Script[] };
    const before = this.#reached.size;
    for (const { url, functions } of result) {
      if (!url.includes("/src/") || url.includes("node_modules")) continue;
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges) if (count > 0) this.#reached.add(`${startOffset}-${endOffset} ${url}`);
    }
    return this.#reached.size - before;
  }

  close(): void {
    this.#session.disconnect();
  }
}

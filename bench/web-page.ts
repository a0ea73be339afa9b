import type { Browser, CDPSession, Page } from "playwright-core";
import { openPage } from "../test/support/browser.ts";
import { quantile } from "./scenario.ts";

interface Watched {
  readonly lldpWatchMap?: {
    readonly progress: { readonly nodes: number; readonly settled: boolean };
  };
  readonly lldpWatchSession?: {
    readonly live: {
      readonly revision: number;
      readonly applied: number;
      readonly missed: number;
      readonly links: Map<string, { readonly verdict: string }>;
    };
  };
  requestAnimationFrame(run: () => void): number;
  benchTimes?: { drawn?: number; settled?: number };
}

/** Milliseconds since the navigation began. */
export interface Opening {
  /** First contentful paint. */
  readonly painted: number;
  /** The map has its nodes. */
  readonly drawn: number;
  /** The layout rests. */
  readonly settled: number;
}

/** A page under measurement: what it does is written down inside of it, so that asking adds nothing. */
export class MeasuredPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly #cdp: CDPSession;

  private constructor(page: Page, complaints: readonly string[], cdp: CDPSession) {
    this.page = page;
    this.complaints = complaints;
    this.#cdp = cdp;
  }

  static async open(browser: Browser, url: string): Promise<MeasuredPage> {
    const { page, context, complaints } = await openPage(browser, "about:blank");
    await page.addInitScript(() => {
      const watched = globalThis as unknown as Watched;
      watched.benchTimes = {};
      const look = () => {
        const { nodes, settled } = watched.lldpWatchMap?.progress ?? { nodes: 0, settled: false };
        if (watched.benchTimes && nodes > 0) watched.benchTimes.drawn ??= performance.now();
        if (watched.benchTimes && nodes > 0 && settled) watched.benchTimes.settled = performance.now();
        else setTimeout(look, 5);
      };
      look();
    });
    await page.goto(url);
    return new MeasuredPage(page, complaints, await context.newCDPSession(page));
  }

  async opening(patience: number): Promise<Opening> {
    await this.page.waitForFunction(() => (globalThis as unknown as Watched).benchTimes?.settled !== undefined, undefined, { timeout: patience });
    return this.page.evaluate(() => {
      const times = (globalThis as unknown as Watched).benchTimes;
      return {
        painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
        drawn: times?.drawn ?? Number.NaN,
        settled: times?.settled ?? Number.NaN,
      };
    });
  }

  /** Times between frames while the map is dragged with the mouse, in milliseconds: median and 95th percentile. */
  async panning(seconds: number): Promise<{ readonly median: number; readonly p95: number; readonly frames: number }> {
    const box = await this.page.getByTestId("map").boundingBox();
    if (!box) throw new Error("no map");
    // A corner, where no node stands.
    const [x, y] = [box.x + 12, box.y + 12];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    const recorded = this.page.evaluate(
      (time) =>
        new Promise<number[]>((resolve) => {
          const watched = globalThis as unknown as Watched;
          const found: number[] = [];
          const start = performance.now();
          let last = start;
          const frame = () => {
            const now = performance.now();
            found.push(now - last);
            last = now;
            if (now - start < time) watched.requestAnimationFrame(frame);
            else resolve(found.slice(2));
          };
          watched.requestAnimationFrame(frame);
        }),
      seconds * 1000,
    );
    let ended = false;
    const gaps = recorded.finally(() => {
      ended = true;
    });
    for (let step = 0; !ended; step++) await this.page.mouse.move(x + 150 * (1 - Math.cos(step / 20)), y + 100 * (1 - Math.cos(step / 30)));
    await this.page.mouse.up();
    const found = await gaps;
    return { median: quantile(found, 0.5), p95: quantile(found, 0.95), frames: found.length };
  }

  /** The page's network: its revision, how many events it applied and missed, and the verdict of each link. */
  network(): Promise<{
    readonly revision: number;
    readonly applied: number;
    readonly missed: number;
    readonly verdicts: Readonly<Record<string, string>>;
  }> {
    return this.page.evaluate(() => {
      const live = (globalThis as unknown as Watched).lldpWatchSession?.live;
      if (!live) throw new Error("no session on the page");
      const { revision, applied, missed, links } = live;
      return { revision, applied, missed, verdicts: Object.fromEntries([...links].map(([id, link]) => [id, link.verdict])) };
    });
  }

  async reached(revision: number, patience: number): Promise<void> {
    await this.page.waitForFunction((wanted) => ((globalThis as unknown as Watched).lldpWatchSession?.live.revision ?? 0) >= wanted, revision, {
      timeout: patience,
    });
  }

  /** Octets that JavaScript holds after a collection. */
  async heap(): Promise<number> {
    for (let pass = 0; pass < 2; pass++) await this.#cdp.send("HeapProfiler.collectGarbage");
    return (await this.#cdp.send("Runtime.getHeapUsage")).usedSize;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

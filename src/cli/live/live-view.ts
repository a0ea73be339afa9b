import type { ReadStream, WriteStream } from "node:tty";
import type { Cancel, Clock } from "../../base/index.ts";
import type { ApiClient } from "../client/api-client.ts";
import { followNetwork, type NetworkNews } from "../client/follow-network.ts";
import type { Paint } from "../render/paint.ts";
import { DetailReader } from "./detail-reader.ts";
import { FrameRenderer } from "./frame/frame.ts";
import { decodeKeys } from "./key-decoder.ts";
import { press, type Request, settle } from "./keys.ts";
import type { LiveModel } from "./model.ts";
import { ScreenWriter } from "./screen-writer.ts";
import { Terminal } from "./terminal.ts";

/** Milliseconds between two frames at least, between two while marks fade, and between two when nothing happens. */
const frameSpan = 33;
const fadeSpan = 250;
const quietSpan = 1000;

export interface LiveDeps {
  readonly client: ApiClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly paint: Paint;
}

/** Runs the view until the user leaves or the signal aborts. Rejects with what ends it otherwise; the terminal is restored first. */
export class LiveView {
  readonly #deps: LiveDeps;
  readonly #model: LiveModel;
  readonly #renderer: FrameRenderer;
  readonly #writer = new ScreenWriter();
  readonly #terminal: Terminal;
  readonly #details: DetailReader;
  readonly #quit = new AbortController();
  readonly #signal: AbortSignal;
  #cancelDraw: Cancel = () => {};
  #drawAt = Number.POSITIVE_INFINITY;
  #drawn = 0;

  constructor(model: LiveModel, deps: LiveDeps) {
    this.#model = model;
    this.#deps = deps;
    this.#renderer = new FrameRenderer(deps.paint);
    this.#terminal = new Terminal(deps.stdin, deps.stdout);
    this.#signal = AbortSignal.any([deps.signal, this.#quit.signal]);
    this.#details = new DetailReader(model, deps.client, deps.clock, () => this.#drawSoon(0));
  }

  async run(): Promise<void> {
    const { stdin, stdout } = this.#deps;
    const listeners = [
      [stdin, "data", (piece: Buffer) => this.#keys(piece.toString("utf8"))],
      [stdin, "end", () => this.#quit.abort()],
      [stdout, "resize", () => this.#redraw()],
      [process, "SIGTSTP", () => this.#suspend()],
      [process, "SIGCONT", () => this.#resume()],
    ] as const;
    this.#terminal.enter(this.#model.choices.mouse);
    for (const [emitter, event, listener] of listeners) emitter.on(event, listener);
    this.#drawSoon(0);
    try {
      await this.#follow();
    } finally {
      this.#cancelDraw();
      for (const [emitter, event, listener] of listeners) emitter.off(event, listener);
      this.#terminal.leave();
    }
  }

  async #follow(): Promise<void> {
    const news = followNetwork(this.#deps.client, { clock: this.#deps.clock, signal: this.#signal });
    const aborted = new Promise<null>((resolve) => {
      if (this.#signal.aborted) resolve(null);
      this.#signal.addEventListener("abort", () => resolve(null), { once: true });
    });
    for (;;) {
      const next = await Promise.race([news.next(), aborted]);
      if (next === null || next.done) return;
      this.#take(next.value);
      this.#drawSoon(0);
    }
  }

  #take(news: NetworkNews): void {
    const model = this.#model;
    const now = this.#deps.clock.now();
    if (news.kind === "lost") model.connection = { kind: "lost", attempt: news.attempt, retryAt: now + news.wait, cause: news.cause };
    else model.connection = { kind: "up" };
    if (news.kind === "loaded") model.copy = news.copy;
    if (news.kind === "events") model.take(news.events, now);
  }

  #keys(text: string): void {
    const { clock } = this.#deps;
    for (const key of decodeKeys(text)) {
      const context = { places: this.#renderer.places, now: clock.now(), wall: clock.wall() };
      this.#serve(press(this.#model, key, context));
    }
    this.#details.ask();
    this.#drawSoon(0);
  }

  #serve(request: Request): void {
    if (request === "quit") this.#quit.abort();
    else if (request === "suspend") this.#suspend();
    else if (request === "redraw") this.#redraw();
    else if (request === "mouse") this.#terminal.mouse(this.#model.choices.mouse);
  }

  #redraw(): void {
    this.#writer.forget();
    this.#terminal.write("\x1b[2J");
    this.#drawSoon(0);
  }

  /** Gives the terminal back and stops, as a shell expects after Ctrl-Z; SIGCONT wakes us. */
  #suspend(): void {
    this.#cancelDraw();
    this.#drawAt = Number.POSITIVE_INFINITY;
    this.#terminal.leave();
    process.kill(process.pid, "SIGSTOP");
  }

  #resume(): void {
    this.#terminal.enter(this.#model.choices.mouse);
    this.#redraw();
  }

  /** Sees to it that a frame is drawn within `delay`, but not sooner after the last one than eyes can follow. */
  #drawSoon(delay: number): void {
    const { clock } = this.#deps;
    const at = Math.max(clock.now() + delay, this.#drawn + frameSpan);
    if (this.#drawAt <= at) return;
    this.#cancelDraw();
    this.#drawAt = at;
    this.#cancelDraw = clock.at(at, () => this.#draw());
  }

  #draw(): void {
    const { clock } = this.#deps;
    const now = clock.now();
    this.#drawAt = Number.POSITIVE_INFINITY;
    this.#drawn = now;
    const fading = this.#model.changes.fade(now);
    this.#details.ask();
    // A terminal that is slow gets fewer frames, not a queue of old ones.
    if (this.#terminal.ready) {
      settle(this.#model, this.#renderer.places.body);
      const text = this.#writer.update(this.#renderer.frame(this.#model, this.#terminal.size, { now, wall: clock.wall() }));
      if (text !== "") this.#terminal.write(text);
    }
    this.#drawSoon(fading || this.#model.connection.kind === "lost" ? fadeSpan : quietSpan);
  }
}

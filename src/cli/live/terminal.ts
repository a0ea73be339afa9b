import { writeSync } from "node:fs";
import type { ReadStream, WriteStream } from "node:tty";
import type { Size } from "./frame/size.ts";

const enter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const leave = "\x1b[?1000l\x1b[?1006l\x1b[?2026l\x1b[?7h\x1b[?25h\x1b[0m\x1b[?1049l";

/** The terminal while the view has it: alternate screen, no cursor, raw keys. Leaving gives everything back, however it comes about. */
export class Terminal {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  #held = false;

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
    // The last resort: an exception that nobody caught also ends here.
    process.on("exit", () => this.leave());
  }

  get size(): Size {
    return { columns: this.#output.columns || 80, rows: this.#output.rows || 24 };
  }

  enter(mouse: boolean): void {
    this.#held = true;
    this.#input.setRawMode(true);
    this.#input.resume();
    this.write(enter);
    this.mouse(mouse);
  }

  mouse(on: boolean): void {
    this.write(on ? "\x1b[?1000h\x1b[?1006h" : "\x1b[?1000l\x1b[?1006l");
  }

  /** Idempotent and synchronous: what a dying process can still do. */
  leave(): void {
    if (!this.#held) return;
    this.#held = false;
    try {
      writeSync(1, leave);
      this.#input.setRawMode(false);
    } catch {
      // The terminal itself is gone (its window was closed): nothing is left to restore.
    }
    this.#input.pause();
  }

  /** False while the terminal has not taken what was written before: then a frame is better left out. */
  get ready(): boolean {
    return this.#output.writableLength === 0;
  }

  write(text: string): void {
    this.#output.write(text);
  }
}

import { execFile, execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
let opened = 0;

/** A real terminal without a screen: a shell in tmux, on a server of its own. */
export class TmuxTerminal {
  readonly #server: string;
  readonly #atExit = () => this.#killNow();

  private constructor(server: string) {
    this.#server = server;
    process.on("exit", this.#atExit);
  }

  static async open(columns: number, rows: number, env: Readonly<Record<string, string>> = {}): Promise<TmuxTerminal> {
    const terminal = new TmuxTerminal(`lw-test-${process.pid}-${++opened}`);
    const words = Object.entries({ PS1: "$ ", ...env }).map(([name, value]) => `${name}=${value}`);
    await terminal.#tmux("new-session", "-d", "-x", String(columns), "-y", String(rows), "env", ...words, "bash", "--norc", "--noprofile");
    await terminal.#tmux("set-option", "-g", "window-size", "manual");
    return terminal;
  }

  /** Types keys by tmux's names (`Enter`, `C-c`) or as they are. */
  async keys(...keys: string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Types a line into the shell. */
  async line(text: string): Promise<void> {
    await this.#tmux("send-keys", "-l", text);
    await this.#tmux("send-keys", "Enter");
  }

  /** What is on the screen, without blanks at the ends of lines. */
  async screen(): Promise<string> {
    return (await this.#tmux("capture-pane", "-p")).replaceAll(/ +$/gm, "");
  }

  /** The screen with its colors. */
  async painted(): Promise<string> {
    return this.#tmux("capture-pane", "-p", "-e");
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** Waits until the screen satisfies the condition; rejects with the screen. Returns how long it took, in milliseconds. */
  async until(what: string, holds: (screen: string) => boolean, patience = 10_000): Promise<number> {
    const start = performance.now();
    for (;;) {
      const screen = await this.screen();
      const elapsed = performance.now() - start;
      if (holds(screen)) return elapsed;
      if (elapsed > patience) throw new Error(`waited in vain for ${what}; the screen shows:\n${screen}`);
      await pause(2);
    }
  }

  /** Waits until the shell is in the foreground again: what is typed before belongs to the program. */
  async untilShell(patience = 10_000): Promise<void> {
    const end = performance.now() + patience;
    while ((await this.#tmux("display-message", "-p", "#{pane_current_command}")).trim() !== "bash") {
      if (performance.now() > end) throw new Error(`the program does not end; the screen shows:\n${await this.screen()}`);
      await pause(5);
    }
  }

  /** What a program may leave behind: the alternate screen, an invisible cursor, mouse reports, a terminal without echo or line editing. */
  async sane(): Promise<boolean> {
    const flags = await this.#tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{wrap_flag} #{pane_tty}");
    const [alternate, cursor, mouse, wrap, tty] = flags.trim().split(" ");
    const settings = execFileSync("stty", ["-a", "-F", tty as string], { encoding: "utf8" });
    // bash itself edits lines in raw mode while it waits: what counts is what it gives the next program.
    const line = /(^|\s)opost/.test(settings) && /(^|\s)isig/.test(settings);
    return alternate === "0" && cursor === "1" && mouse === "0" && wrap === "1" && line;
  }

  /** Process id of the shell. */
  async shell(): Promise<number> {
    return Number(await this.#tmux("display-message", "-p", "#{pane_pid}"));
  }

  async close(): Promise<void> {
    process.off("exit", this.#atExit);
    await this.#tmux("kill-server").catch(() => "");
  }

  async #tmux(...words: string[]): Promise<string> {
    return (await run("tmux", ["-L", this.#server, "-f", "/dev/null", ...words])).stdout;
  }

  #killNow(): void {
    try {
      execFileSync("tmux", ["-L", this.#server, "kill-server"], { stdio: "ignore" });
    } catch {
      // It had ended already.
    }
  }
}

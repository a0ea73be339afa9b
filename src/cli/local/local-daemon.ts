import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printable } from "../../base/index.ts";
import { ApiClient } from "../client/api-client.ts";
import { parseServer } from "../client/server-address.ts";
import type { CommandIo } from "../command.ts";
import { CommandError, failure } from "../exit-code.ts";
import { pause } from "../system-time.ts";

/** Milliseconds between two looks whether it answers, until it has to answer, and until it has to end. */
const lookSpan = 25;
const startLimit = 20_000;
const endLimit = 5000;
const keptErrors = 4096;

/** Kills the child when this process is killed: part of util-linux, which every Debian has. */
const setpriv = "/usr/bin/setpriv";

/** Settings of the daemon that its user may choose. */
export type LocalSettings = Readonly<Partial<Record<"namespaces" | "interfaces" | "mode", string>>> & { readonly direct?: true };

/**
 * A daemon for one user and one purpose: without state, without a listener but a private socket, without the configuration of the machine.
 * It is the ordinary `lldp-watch daemon` as a child, so it runs below the privileged helper and no JavaScript of it as root.
 */
export class LocalDaemon {
  readonly client: ApiClient;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string, client: ApiClient) {
    this.#child = child;
    this.#folder = folder;
    this.client = client;
  }

  /** Starts one and waits until it answers. Throws a CommandError with what it said when it ends first. */
  static async start(settings: LocalSettings, io: CommandIo): Promise<LocalDaemon> {
    const folder = await mkdtemp(join(tmpdir(), "lldp-watch-"));
    const socket = join(folder, "api.sock");
    const child = spawnDaemon(socket, settings);
    const client = new ApiClient(parseServer(`unix:${socket}`), null, io.signal);
    const daemon = new LocalDaemon(child, folder, client);
    try {
      await daemon.#answers(lastWords(child), io);
      return daemon;
    } catch (error) {
      await daemon.close();
      throw error;
    }
  }

  /** Lets it say goodbye to its neighbors and removes what it left. Idempotent. */
  async close(): Promise<void> {
    this.client.close();
    if (this.#running) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      const timer = AbortSignal.timeout(endLimit);
      const kill = () => this.#child.kill("SIGKILL");
      timer.addEventListener("abort", kill);
      await ended;
      timer.removeEventListener("abort", kill);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #answers(words: () => string, io: CommandIo): Promise<void> {
    const limit = io.clock.now() + startLimit;
    while (io.clock.now() < limit && !io.signal.aborted) {
      if (!this.#running) throw failure(`the daemon inside did not start: ${words() || "it said nothing"}`);
      try {
        await this.client.document("/healthz");
        return;
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
      }
      await pause(io.clock, lookSpan, io.signal);
    }
    throw failure(`the daemon inside does not answer: ${words() || "it said nothing"}`);
  }
}

function spawnDaemon(socket: string, settings: LocalSettings): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]));
  const fixed = ["--listen", "none", "--state", "none", "--config", "/dev/null", "--log-level", "warn", "--socket", socket];
  const command = [process.execPath, process.argv[1] ?? "", "daemon", ...fixed, ...flags];
  const whole = existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM", ...command] : command;
  return spawn(whole[0] as string, whole.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
}

/** The last line that the child wrote to its standard error, safe for a terminal. */
function lastWords(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-keptErrors);
  });
  child.on("error", (error) => {
    text = error.message;
  });
  return () =>
    printable(
      text
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^lldp-watch: /, "") ?? "",
      300,
    );
}

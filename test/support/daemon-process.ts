import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { EventDocument, LinkDocument, NeighborDocument, PortCounters, PortDocument, StatusDocument } from "../../src/topology/index.ts";
import { mode, serviceUser } from "./mode.ts";
import { readableProgram } from "./readable-install.ts";
import { StreamClient } from "./stream-client.ts";

export interface DaemonOptions {
  /** Through the privileged helper, as the product is meant to run. Default: as this run of the tests says (mode.ts). */
  readonly helper?: boolean;
  readonly flags?: readonly string[];
  /** Beside the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A port as the machine itself tells it: there the counters are known. */
export type DaemonPort = PortDocument & { readonly counters: PortCounters };

/** An event and when it arrived (milliseconds of performance.now). */
export interface Arrived {
  readonly at: number;
  readonly event: EventDocument;
}

/** `lldp-watch daemon` as users run it, on namespaces that match a pattern and on nothing else. */
export class DaemonProcess {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly events: Arrived[] = [];
  /** When the line "ready" was logged (milliseconds of performance.now). */
  readyAt = 0;
  log = "";
  url = "";
  readonly #prefix: string;
  readonly #helper: boolean;
  readonly #waiting = new Set<() => void>();
  #stream: StreamClient | null = null;

  private constructor(namespaces: string, { helper = mode === "helper", flags = [], environment = {} }: DaemonOptions) {
    this.#helper = helper;
    this.#prefix = namespaces.replace(/\*.*/, "");
    this.folder = mkdtempSync(join(tmpdir(), "lldp-watch-daemon-"));
    const fixed = ["--namespaces", namespaces, "--listen", "127.0.0.1:0", "--socket", "none", "--state", "none"];
    const words = ["daemon", ...fixed, ...(helper ? ["--user", String(serviceUser)] : ["--direct"]), ...flags];
    this.child = spawn(process.execPath, [readableProgram(), ...words], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LLDP_WATCH_CONFIG: "/dev/null", ...environment },
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
      for (const line of text.split("\n").filter(Boolean)) this.#take(line);
      this.#wake();
    });
    this.child.once("exit", () => this.#wake());
    process.once("exit", () => this.child.kill("SIGKILL"));
  }

  /** Starts it and waits until it is ready and its events are followed. */
  static async start(namespaces: string, options: DaemonOptions = {}): Promise<DaemonProcess> {
    const daemon = new DaemonProcess(namespaces, options);
    await daemon.until(() => daemon.readyAt > 0, "ready", 50_000);
    daemon.follow();
    return daemon;
  }

  /** Process id of node: below the helper it is not that of `child`. */
  get node(): number {
    return this.pids[this.#helper ? 1 : 0] as number;
  }

  /** Process ids: the daemon and, through the helper, its child. */
  get pids(): number[] {
    const below = (pid: number): number[] => {
      const path = `/proc/${pid}/task/${pid}/children`;
      const children = existsSync(path) ? readFileSync(path, "latin1").split(" ").filter(Boolean).map(Number) : [];
      return [pid, ...children.flatMap(below)];
    };
    return below(this.child.pid as number);
  }

  /** Open descriptors of the daemon. */
  get descriptors(): number {
    return this.pids.reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
  }

  follow(): void {
    this.#stream?.cut();
    this.#stream = new StreamClient(`${this.url}/api/v1/events`);
    this.#stream.onMessage = ({ data }) => {
      const value = JSON.parse(data) as Partial<EventDocument>;
      // Other tests have namespaces of their own on this machine, and wiring is read everywhere.
      const ours = value.namespace?.startsWith(this.#prefix) === true;
      if (ours && typeof value.kind === "string" && typeof value.id === "string")
        this.events.push({ at: performance.now(), event: value as EventDocument });
      this.#wake();
    };
  }

  async get<T>(path: string): Promise<T> {
    let response = await fetch(this.url + path);
    // On a machine with many namespaces it may be behind with its work for a moment, and says so.
    for (const end = performance.now() + 20_000; response.status === 503 && performance.now() < end; response = await fetch(this.url + path)) {
      await pause(200);
    }
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  status(): Promise<StatusDocument> {
    return this.get("/api/v1/status");
  }

  async neighbors(): Promise<NeighborDocument[]> {
    return (await this.get<{ neighbors: NeighborDocument[] }>("/api/v1/neighbors?limit=1000")).neighbors;
  }

  async links(): Promise<LinkDocument[]> {
    return (await this.get<{ links: LinkDocument[] }>("/api/v1/links?limit=1000")).links;
  }

  async port(id: string): Promise<DaemonPort> {
    return (await this.get<{ port: DaemonPort }>(`/api/v1/ports/${encodeURIComponent(id)}`)).port;
  }

  /** Waits for an event that has not been looked at before `since` (index in `events`). */
  async event(matches: (event: EventDocument) => boolean, since = 0, what = "the event"): Promise<Arrived> {
    const found = () => this.events.slice(since).find(({ event }) => matches(event));
    await this.until(() => found() !== undefined, what);
    return found() as Arrived;
  }

  /** Waits until the condition holds, asked again at every sign of life. Rejects with the log after `patience` milliseconds. */
  async until(holds: () => boolean, what: string, patience = 20_000): Promise<void> {
    const end = performance.now() + patience;
    while (!holds()) {
      if (this.child.exitCode !== null) throw new Error(`the daemon ended with ${this.child.exitCode} while waiting for ${what}: ${this.log}`);
      const left = end - performance.now();
      if (left <= 0)
        throw new Error(
          `waited in vain for ${what}; seen ${JSON.stringify(this.events.map(({ event }) => [event.kind, event.port, event.reason]))} ${this.log}`,
        );
      await Promise.race([new Promise<void>((resolve) => this.#waiting.add(resolve)), pause(Math.min(left, 1000), undefined, { ref: false })]);
    }
  }

  /** Waits until an answer of the API satisfies a condition. */
  async settled<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, what: string, patience = 20_000): Promise<T> {
    const end = performance.now() + patience;
    for (;;) {
      const answer = await ask();
      if (holds(answer)) return answer;
      if (performance.now() > end) throw new Error(`waited in vain for ${what}: ${JSON.stringify(answer).slice(0, 2000)} ${this.log}`);
      await Promise.race([new Promise<void>((resolve) => this.#waiting.add(resolve)), pause(50)]);
    }
  }

  /** SIGTERM, or another signal; resolves with exit code and milliseconds. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<{ code: number | null; took: number }> {
    this.#stream?.cut();
    const started = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
    return { code: this.child.exitCode, took: performance.now() - started };
  }

  #take(line: string): void {
    if (!line.startsWith("{")) return;
    const entry = JSON.parse(line) as { msg?: string; addresses?: string[] };
    if (entry.msg !== "ready") return;
    this.readyAt = performance.now();
    this.url = entry.addresses?.find((address) => address.startsWith("http")) ?? "";
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

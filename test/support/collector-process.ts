import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `lldp-watch collect` as users run it, on the loopback. */
export class CollectorProcess {
  log = "";
  url = "";
  readonly #child: ChildProcess;

  private constructor(nats: string, flags: readonly string[]) {
    this.#child = spawn(process.execPath, [join(root, "bin", "lldp-watch"), "collect", "--nats", nats, "--listen", "127.0.0.1:0", ...flags], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  /** Resolves when the collector has read the bucket. */
  static async start(nats: string, flags: readonly string[] = []): Promise<CollectorProcess> {
    const made = new CollectorProcess(nats, flags);
    await new Promise<void>((resolve, reject) => {
      made.#child.once("exit", (code) => reject(new Error(`the collector ended with ${code}: ${made.log}`)));
      made.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        made.log += text;
        made.url ||= /"(http:\/\/[^"]+)"/.exec(made.log)?.[1] ?? "";
        if (made.log.includes("the bucket is read")) resolve();
      });
    });
    made.#child.removeAllListeners("exit");
    return made;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`);
    if (!response.ok && response.status !== 503) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async text(path: string): Promise<string> {
    return (await fetch(`${this.url}${path}`)).text();
  }

  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    return code;
  }
}

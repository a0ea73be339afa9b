import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { ApiOptions, ApiStats } from "../../src/api/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Inside of the checkout, so that packages are found.
const script = `${root}.cache/test/api-child.mjs`;

export interface ApiProcessOptions {
  readonly namespaces: number;
  readonly cables?: number;
  readonly chords?: number;
  /** Inherits a listening Unix socket bound at this path, as from the privileged helper. */
  readonly descriptorOf?: string;
  readonly options?: ApiOptions;
}

export interface ApiProcessStats extends ApiStats {
  readonly revision: number;
  readonly neighbors: number;
  readonly memory: NodeJS.MemoryUsage;
}

/** An API on a fake graph in a process of its own, so that what a test does to it does not slow down the test. */
export class ApiProcess {
  readonly url: string;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, url: string) {
    this.#child = child;
    this.#lines = lines;
    this.url = url;
    this.pid = child.pid ?? 0;
  }

  static async start(options: ApiProcessOptions): Promise<ApiProcess> {
    await build({
      absWorkingDir: root,
      entryPoints: ["test/support/api-child.ts"],
      outfile: script,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      logLevel: "warning",
    });
    const command = [script, JSON.stringify(options)];
    const child = spawn(
      process.execPath,
      options.descriptorOf === undefined ? ["--expose-gc", ...command] : inheriting(options.descriptorOf, command),
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) throw new Error("the API's process ended at once");
    return new ApiProcess(child, lines, JSON.parse(first.value));
  }

  async stats(): Promise<ApiProcessStats> {
    return (await this.command("stats")) as ApiProcessStats;
  }

  /** Sends a command and waits for its answer. One at a time. */
  async command(line: string): Promise<unknown> {
    this.#child.stdin?.write(`${line}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the API's process ended before it answered ${line}`);
    return JSON.parse(value);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdin?.end();
    await ended;
  }
}

// Binds the socket, hands it to a child as descriptor 3 and then stands still, so that only the child accepts.
function inheriting(path: string, command: readonly string[]): string[] {
  const program = `
    const server = require("node:net").createServer().listen(${JSON.stringify(path)}, () => {
      const stdio = ["inherit", "inherit", "inherit", server._handle.fd];
      require("node:child_process").spawnSync(process.execPath, ${JSON.stringify(command)}, { stdio });
      server.close();
    });`;
  return ["-e", program];
}

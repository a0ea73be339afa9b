import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { processTree } from "./process-cost.ts";
import { running } from "./running-clock.ts";
import type { Context } from "./scenario.ts";

const run = promisify(execFile);

/** An lldpd in each of some namespaces, with its defaults. */
export class LldpdFarm {
  readonly #children: ChildProcess[] = [];
  readonly #sockets: string[] = [];

  static async start(context: Context, namespaces: readonly string[]): Promise<LldpdFarm> {
    const farm = new LldpdFarm();
    context.cleanUp(() => farm.stop());
    for (const [index, namespace] of namespaces.entries()) {
      const socket = join(context.folder, `lldpd-${namespace}-${index}.sock`);
      farm.#sockets.push(socket);
      // Without -L "" lldpd waits, paused, until it has run lldpcli.
      farm.#children.push(
        spawn("ip", ["netns", "exec", namespace, "lldpd", "-d", "-u", socket, "-p", `${socket}.pid`, "-L", ""], { stdio: "ignore" }),
      );
    }
    await running(() => farm.#sockets.every((socket) => existsSync(socket)), 60_000 + 600 * namespaces.length);
    return farm;
  }

  get pids(): number[] {
    return this.#children.flatMap(({ pid }) => processTree(pid as number));
  }

  async cli(index: number, ...words: string[]): Promise<string> {
    return (await run("lldpcli", ["-u", this.#sockets[index] as string, ...words])).stdout;
  }

  /** How many neighbors one of them has. */
  async neighbors(index: number): Promise<number> {
    return (await this.cli(index, "show", "neighbors")).split("\n").filter((line) => line.startsWith("Interface:")).length;
  }

  /** Milliseconds until each of them has as many. */
  async allKnow(count: number, wanted: number): Promise<number> {
    const start = performance.now();
    for (let index = 0; index < count; index++)
      while ((await this.neighbors(index)) < wanted) await new Promise((resolve) => setTimeout(resolve, 50));
    return performance.now() - start;
  }

  /** Resolves when all have ended: what is measured next must not meet them. */
  async stop(): Promise<void> {
    const left = this.#children.splice(0).filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = left.map((child) => once(child, "exit"));
    for (const child of left) child.kill("SIGTERM");
    await Promise.all(ended);
  }
}

import { spawnSync } from "node:child_process";
import type { Context } from "./scenario.ts";

/** Namespaces in a ring, each joined to the next by a veth pair, made by one `ip -batch`. Gone when the scenario ends. */
export class RingLab {
  readonly prefix: string;
  readonly size: number;
  #standing = false;

  constructor(context: Context, size: number, label = "") {
    this.prefix = `${context.prefix}${label}-`;
    this.size = size;
    context.cleanUp(() => this.remove());
  }

  name(index: number): string {
    return `${this.prefix}${index % this.size}`;
  }

  build(): void {
    const all = Array.from({ length: this.size }, (_, index) => index);
    this.#standing = true;
    batch(all.map((index) => `netns add ${this.name(index)}`));
    if (this.size < 2) return;
    batch(all.map((index) => `link add name right netns ${this.name(index)} type veth peer name left netns ${this.name(index + 1)}`));
    for (const index of all) batch(["link set dev left up", "link set dev right up"], this.name(index));
  }

  remove(): void {
    if (!this.#standing) return;
    this.#standing = false;
    batch(Array.from({ length: this.size }, (_, index) => `netns del ${this.name(index)}`));
  }
}

/** Runs `ip` commands, a line each. Throws what ip says when one fails. */
export function batch(lines: readonly string[], namespace?: string): void {
  const words = [...(namespace === undefined ? [] : ["-n", namespace]), "-batch", "-"];
  const { status, stderr } = spawnSync("ip", words, { input: lines.join("\n"), encoding: "utf8" });
  if (status !== 0) throw new Error(`ip: ${stderr.trim()}`);
}

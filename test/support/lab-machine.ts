import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult, runCommand } from "./command-run.ts";

/** Labs with a folder of journals of their own, so that nothing but what the test itself made is seen. */
export class LabMachine {
  readonly folder = mkdtempSync(join(tmpdir(), "lldp-watch-lab-"));
  readonly #before = namesThere();
  readonly env = { ...(process.env as Record<string, string>), LLDP_WATCH_LABS: join(this.folder, "labs") };

  /** Writes a lab file and returns its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** `lldp-watch lab ...` in this process. */
  lab(words: readonly string[], options: { readonly signal?: AbortSignal; readonly stdin?: string } = {}): Promise<CommandResult> {
    return runCommand(["lab", ...words], { env: this.env, ...options });
  }

  /** As `lab`, but anything other than success throws what was printed. Returns what it printed. */
  async must(...words: readonly string[]): Promise<string> {
    const { code, out, err } = await this.lab(words);
    if (code !== 0) throw new Error(`lab ${words.join(" ")} ended with ${code}: ${err}${out}`);
    return out;
  }

  /** The same as a process of its own, which can be killed. `program` is a bundle of src/cli/main.ts. */
  start(program: string, words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [program, "lab", ...words], { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Namespaces and host interfaces that appeared since this machine was opened and begin with the prefix. */
  left(prefix: string): string[] {
    return [...namesThere()].filter((name) => !this.#before.has(name) && name.includes(prefix));
  }

  async close(): Promise<void> {
    const labs = readdirSync(this.folder).includes("labs") ? readdirSync(join(this.folder, "labs")) : [];
    for (const name of labs.filter((each) => each.endsWith(".json"))) await this.lab(["down", name.slice(0, -".json".length)]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function namesThere(): ReadonlySet<string> {
  const namespaces = execFileSync("ip", ["netns"], { encoding: "utf8" }).split("\n");
  const interfaces = JSON.parse(execFileSync("ip", ["-json", "link"], { encoding: "utf8" })) as { ifname: string }[];
  return new Set([...namespaces.map((line) => line.split(" ", 1)[0] ?? ""), ...interfaces.map((each) => `host:${each.ifname}`)]);
}

/** Runs a command inside a namespace and returns what it printed; throws when it fails. */
export function inside(namespace: string, ...command: readonly string[]): string {
  return execFileSync("ip", ["netns", "exec", namespace, ...command], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Whether one ping from the namespace is answered within a second. */
export function answers(namespace: string, address: string): boolean {
  try {
    inside(namespace, "ping", "-c", "1", "-W", "1", address);
    return true;
  } catch {
    return false;
  }
}

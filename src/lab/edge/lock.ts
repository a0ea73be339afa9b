import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { LabError } from "./lab-error.ts";

export interface Lock {
  release(): Promise<void>;
}

/** Seconds that a run waits for another one of the same lab: enough for one that was just killed to go. */
const patience = 5;

/**
 * Takes the lock `NAME.lock` in `folder`. flock(1) holds it as long as its standard input is open, so it is free again however this process ends.
 * Rejects with a `busy` LabError when another run holds it.
 */
export async function takeLock(folder: string, name: string): Promise<Lock> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const script = "echo taken; exec cat >/dev/null";
  const child = execa("flock", ["-w", String(patience), "-E", "75", join(folder, `${name}.lock`), "sh", "-c", script], {
    stdin: "pipe",
    detached: true,
    cleanup: false,
    reject: false,
  });
  child.stdin.on("error", () => undefined);
  const told = new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data).trim())));
  const taken = await Promise.race([told, child.then(() => "")]);
  if (taken !== "taken") {
    const { exitCode, stderr, shortMessage } = await child;
    if (exitCode === 75) throw new LabError("busy", `another run is changing lab ${name}`, "wait for it to end");
    throw new LabError("failed", `cannot lock lab ${name}: ${stderr || shortMessage || "flock failed"}`);
  }
  return {
    release: async () => {
      child.stdin.end();
      await child;
    },
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { descriptorTaker } from "./compiled.ts";

export const builtHelper = fileURLToPath(new URL("../../build/Release/lldp-watch-helper", import.meta.url));

let take: ReturnType<typeof descriptorTaker> | undefined;

/** A running helper whose unprivileged child does nothing but wait: the test sits at its end of the socketpair. */
export interface HelperProcess {
  readonly child: ChildProcess;
  /** Process id of the helper itself (under valgrind and the like: of the tool that runs it). */
  readonly pid: number;
  /** Process id of the unprivileged child. */
  readonly service: number;
  /** A copy of the child's end of the socketpair, this process's own. */
  channel(): number;
  /** What it wrote to standard error so far. */
  log(): string;
  /** Ends the child, which ends the helper; its exit status. */
  stop(): Promise<number | null>;
}

const childrenOf = (pid: number): number[] => readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);

/** Waits until the child runs the command: the helper's own memory image is gone from it then. */
async function serviceOf(pid: number, command: string, child: ChildProcess): Promise<number> {
  for (;;) {
    if (child.exitCode !== null) throw new Error("the helper ended at once");
    for (const candidate of childrenOf(pid)) {
      if (readFileSync(`/proc/${candidate}/comm`, "latin1").trim() === command) return candidate;
    }
    await pause(5);
  }
}

function socketsOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map(Number)
    .filter((number) => number > 2 && readlinkSync(`/proc/${pid}/fd/${number}`).startsWith("socket:"));
}

/** Starts `program`, by default the built helper; `before` are words in front of it (valgrind and its options). */
export async function startHelper(program = builtHelper, before: readonly string[] = []): Promise<HelperProcess> {
  const [file = program, ...words] = [...before, program, "--user", "65534", "--", "sleep", "3600"];
  const child = spawn(file, words, { stdio: ["ignore", "ignore", "pipe"] });
  const pid = child.pid as number;
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const ended = once(child, "close");
  const service = await serviceOf(pid, "sleep", child);
  return {
    child,
    pid,
    service,
    channel: () => {
      take ??= descriptorTaker();
      return take(service, socketsOf(service)[0] as number);
    },
    log: () => log,
    stop: async () => {
      if (child.exitCode === null) process.kill(service, "SIGKILL");
      await ended;
      return child.exitCode;
    },
  };
}

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { type Clock, type Duration, seconds } from "../../base/index.ts";

export interface ProcessIn {
  readonly pid: number;
  readonly inode: string;
  /** Chosen by the process itself: print it through `printable`. */
  readonly command: string;
}

const vanished = (error: unknown) => ["ENOENT", "ESRCH", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");

function processIn(pid: number): ProcessIn | null {
  try {
    const inode = /^net:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/net`))?.[1] ?? "";
    return { pid, inode, command: readFileSync(`/proc/${pid}/comm`, "utf8").trim() };
  } catch (error) {
    if (vanished(error)) return null;
    throw error;
  }
}

/** Processes that live in one of the network namespaces (inodes of nsfs, decimal). */
export function processesIn(inodes: ReadonlySet<string>): readonly ProcessIn[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const found = processIn(Number(pid));
    return found !== null && inodes.has(found.inode) ? [found] : [];
  });
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!vanished(error)) throw error;
  }
}

/** Resolves after a while. */
export function pause(clock: Clock, duration: Duration): Promise<void> {
  return new Promise((resolve) => clock.at(clock.now() + duration, resolve));
}

/** Ends every process in the namespaces: asks, waits up to two seconds, then kills. Resolves to those that were there. */
export async function endProcessesIn(inodes: ReadonlySet<string>, clock: Clock): Promise<readonly ProcessIn[]> {
  const found = processesIn(inodes);
  for (const { pid } of found) signal(pid, "SIGTERM");
  const patience = clock.now() + seconds(2);
  for (let left = found; left.length > 0; left = processesIn(inodes)) {
    if (clock.now() > patience) for (const { pid } of left) signal(pid, "SIGKILL");
    if (clock.now() > patience + seconds(3)) break;
    await pause(clock, 25);
  }
  return found;
}

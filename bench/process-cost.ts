import { existsSync, readFileSync } from "node:fs";

/** A process and everything below it. */
export function processTree(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(path) ? readFileSync(path, "latin1").split(" ").filter(Boolean).map(Number) : [];
  return [pid, ...children.flatMap(processTree)];
}

/** Proportional set size of some processes, MiB: shared pages are counted once in all. */
export function pss(pids: readonly number[]): number {
  const kibibytes = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"))?.[1] ?? 0));
  return kibibytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** CPU time of some processes so far, milliseconds (utime and stime of proc(5), in ticks of 10 ms). */
export function cpuTime(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[11]) + Number(fields[12]);
  });
  return 10 * ticks.reduce((sum, each) => sum + each, 0);
}

/** What the kernel's slab caches hold on this machine, MiB: compare before and after. */
export function slab(): number {
  return Number(/^Slab:\s+(\d+)/m.exec(readFileSync("/proc/meminfo", "latin1"))?.[1] ?? 0) / 1024;
}

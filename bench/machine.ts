import { execFileSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";

/** What a figure depends on: the machine, the kernel, the versions. */
export function machine(): Readonly<Record<string, string>> {
  const version = (command: string, ...args: string[]) => {
    try {
      return (execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).split("\n", 1)[0] as string).trim();
    } catch {
      return "absent";
    }
  };
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    cpu: `${cpus().length} x ${cpu?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
    node: process.version,
    commit: version("git", "rev-parse", "--short", "HEAD"),
    lldpd: version("lldpd", "-v"),
    tshark: version("tshark", "--version"),
  };
}

import { readFileSync } from "node:fs";

/** What the work needs, with the number in linux/capability.h and what it is needed for. */
const needed = [
  { name: "CAP_NET_RAW", bit: 13 },
  { name: "CAP_SYS_ADMIN", bit: 21 },
  { name: "CAP_NET_ADMIN", bit: 12 },
  { name: "CAP_SYS_PTRACE", bit: 19 },
  { name: "CAP_DAC_READ_SEARCH", bit: 2 },
] as const;

/** Names of the needed capabilities that are not in the effective set of `status`, a text like /proc/self/status. */
export function missingIn(status: string): readonly string[] {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  return needed.filter(({ bit }) => ((effective >> BigInt(bit)) & 1n) === 0n).map(({ name }) => name);
}

/** Which capabilities this process lacks for opening sockets in other namespaces; empty when it may. */
export function missingCapabilities(): readonly string[] {
  return missingIn(readFileSync("/proc/self/status", "latin1"));
}

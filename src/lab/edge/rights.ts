import { readFileSync } from "node:fs";
import { LabError } from "./lab-error.ts";

// linux/capability.h
const needed = { CAP_DAC_OVERRIDE: 1n, CAP_NET_ADMIN: 12n, CAP_SYS_ADMIN: 21n } as const;

/** Rejects when this process may not make namespaces. `what` begins the message: "lab up". */
export function requireRights(what: string): void {
  const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0"}`);
  const missing = Object.entries(needed).flatMap(([name, bit]) => ((held >> bit) & 1n ? [] : [name]));
  if (missing.length === 0) return;
  throw new LabError(
    "rights",
    `${what} needs root, or ${missing.join(", ")}`,
    "run it with sudo; docs/guides/lab-rights.md says how to give a group access",
  );
}

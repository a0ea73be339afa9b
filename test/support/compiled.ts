import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const native = fileURLToPath(new URL("../../src/native/", import.meta.url));
const support = fileURLToPath(new URL("../../test/support/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lldp-watch-compiled-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const sourcesIn = (room: string): string[] =>
  readdirSync(join(native, room))
    .filter((file) => file.endsWith(".c"))
    .map((file) => join(native, room, file));

const built = new Set<string>();
const compile = (output: string, flags: readonly string[], sources: readonly string[]): string => {
  const path = join(folder, output);
  const fixed = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-g", "-D_GNU_SOURCE", "-D_FILE_OFFSET_BITS=64", `-I${native}`];
  if (!built.has(path)) execFileSync("cc", [...fixed, ...flags, "-o", path, ...sources], { stdio: ["ignore", "ignore", "pipe"] });
  built.add(path);
  return path;
};

/** The helper with AddressSanitizer and UndefinedBehaviorSanitizer; without seccomp, which their run-time does not survive. */
export function sanitizedHelper(): string {
  const flags = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-DLLDP_WATCH_SANITIZED"];
  return compile("lldp-watch-helper-sanitized", flags, [...sourcesIn("helper"), ...sourcesIn("kernel")]);
}

/** The helper without seccomp, for valgrind, which makes system calls of its own. */
export function unconfinedHelper(): string {
  return compile("lldp-watch-helper-unconfined", ["-O1", "-DLLDP_WATCH_SANITIZED"], [...sourcesIn("helper"), ...sourcesIn("kernel")]);
}

/**
 * The helper as built, but that the process which started it counts as the service: what that holds is no holder of a namespace. So a
 * test that sits at node's end of the socketpair sees what node would see.
 */
export function kinHelper(): string {
  const others = sourcesIn("kernel").filter((source) => !source.endsWith("/kernel.c"));
  const kernel = compile("kernel.o", ["-c", "-Dgetpid=getppid"], [join(native, "kernel/kernel.c")]);
  return compile("lldp-watch-helper-kin", ["-O1"], [...sourcesIn("helper"), ...others, kernel]);
}

/** A program that enters the helper's sandbox and tries things (sandbox-probe.c). */
export function sandboxProbe(): string {
  return compile("sandbox-probe", [], [join(support, "sandbox-probe.c"), join(native, "helper/sandbox.c"), join(native, "helper/log.c")]);
}

/** A sender of LLDPDUs at a steady rate (lldp-flood.c). */
export function lldpFlood(): string {
  return compile("lldp-flood", ["-O2"], [join(support, "lldp-flood.c")]);
}

/** A program that asks the helper's pattern grammar (pattern-probe.c), with AddressSanitizer and UndefinedBehaviorSanitizer. */
export function patternProbe(): string {
  const flags = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
  return compile("pattern-probe", flags, [join(support, "pattern-probe.c"), join(native, "helper/pattern.c")]);
}

/** A library to preload that moves the wall clock of one process (wall-shift.c). */
export function wallShift(): string {
  return compile("wall-shift.so", ["-shared", "-fPIC"], [join(support, "wall-shift.c")]);
}

/** Copies a descriptor of another process into this one (needs CAP_SYS_PTRACE). Throws when the kernel refuses. */
export function descriptorTaker(): (pid: number, number: number) => number {
  const prefixes = [process.env["npm_config_nodedir"], dirname(dirname(process.execPath)), "/usr"];
  const include = prefixes.map((prefix) => join(prefix ?? "/", "include", "node")).find((path) => existsSync(join(path, "node_api.h")));
  const path = compile("take-descriptor.node", ["-shared", "-fPIC", `-I${include}`], [join(support, "take-descriptor.c")]);
  const { takeDescriptor } = createRequire(import.meta.url)(path) as { takeDescriptor(pid: number, number: number): number };
  return (pid, number) => {
    const copy = takeDescriptor(pid, number);
    if (copy < 0) throw new Error(`descriptor ${number} of process ${pid}: errno ${-copy}`);
    return copy;
  };
}

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

// What the bundle leaves outside: libsql and what it loads.
const packages = ["libsql", "@libsql", "@neon-rs", "detect-libc"];
let copy: string | undefined;

/** Whether an unprivileged user can read this checkout: what the helper starts needs that. */
export function readableCheckout(): boolean {
  for (let folder = root; ; folder = join(folder, "..")) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
    if (folder === "/") return true;
  }
}

/** Path of `lldp-watch` where an unprivileged user can run it: in this checkout, or in a copy when nobody but root can read that. */
export function readableProgram(): string {
  if (readableCheckout()) return join(root, "bin/lldp-watch");
  if (copy === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "lldp-watch-copy-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    for (const made of ["build/Release", "node_modules"]) mkdirSync(join(folder, made), { recursive: true });
    execFileSync("cp", ["-R", ...["bin", "dist", "package.json"].map((name) => join(root, name)), folder]);
    for (const file of ["lldp_watch.node", "lldp-watch-helper"]) copyFileSync(join(root, "build/Release", file), join(folder, "build/Release", file));
    execFileSync("cp", ["-R", ...packages.map((name) => join(root, "node_modules", name)), join(folder, "node_modules")]);
    execFileSync("chmod", ["-R", "a+rX", folder]);
    copy = folder;
  }
  return join(copy, "bin/lldp-watch");
}

export interface ReadableInstall {
  readonly folder: string;
  readonly helper: string;
  /** Path of a bundled entry. */
  script(name: string): string;
  remove(): void;
}

/**
 * A copy of what an unprivileged node needs, in a folder that everybody can read: the checkout may be closed to everybody but root.
 * Each entry (name to path from the root of the checkout) becomes a bundle; the addon and the helper lie where they are searched.
 */
export async function readableInstall(entries: Readonly<Record<string, string>>): Promise<ReadableInstall> {
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-install-"));
  const built = join(folder, "build", "Release");
  chmodSync(folder, 0o755);
  mkdirSync(built, { recursive: true });
  for (const file of ["lldp_watch.node", "lldp-watch-helper"]) copyFileSync(join(root, "build", "Release", file), join(built, file));
  await build({
    absWorkingDir: root,
    entryPoints: { ...entries },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    outdir: join(folder, "dist"),
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
    external: ["pcap", "libsql"],
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
  return {
    folder,
    helper: join(built, "lldp-watch-helper"),
    script: (name) => join(folder, "dist", `${name}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

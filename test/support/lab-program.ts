import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the command as scripts/build.mjs does, into a folder of the test's own that every user can read. Returns the path to run with node. */
export async function buildLabProgram(folder: string): Promise<string> {
  const outdir = join(folder, "dist");
  mkdirSync(outdir, { recursive: true });
  chmodSync(folder, 0o755);
  await build({
    entryPoints: ["src/cli/main.ts"],
    outdir,
    entryNames: "cli",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    external: ["pcap", "libsql"],
    logLevel: "error",
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
  return join(outdir, "cli.mjs");
}

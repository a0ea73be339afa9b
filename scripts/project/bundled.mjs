// A TypeScript module of ours, for scripts that run before or without the build.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./terminal.mjs";

/** What the module at `entry` (from the root of the checkout) exports. Packages stay outside of the bundle. */
export async function bundled(entry) {
  const outfile = join(root, ".cache/docs", entry.replace(/\.ts$/, ".mjs"));
  mkdirSync(join(root, ".cache/docs"), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return import(`${pathToFileURL(outfile)}?${process.hrtime.bigint()}`);
}

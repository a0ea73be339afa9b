// docs/reference/config.md, from the daemon's table of options.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../project/terminal.mjs";

/** The reference of the configuration. */
export async function files() {
  const outfile = join(root, ".cache/docs/config-reference.mjs");
  mkdirSync(join(root, ".cache/docs"), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["src/daemon/config/reference.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const { configReference } = await import(`${pathToFileURL(outfile)}?${process.hrtime.bigint()}`);
  return [{ path: "docs/reference/config.md", text: configReference() }];
}

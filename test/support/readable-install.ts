import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

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

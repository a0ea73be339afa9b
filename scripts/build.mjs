// Bundles src/cli (every command, the daemon in lazily loaded chunks) into dist/. Chunks carry a hash of their content, so a
// running process never finds another version of a chunk under its name. `--clean` empties dist/ first.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
if (process.argv.includes("--clean")) rmSync(`${root}dist`, { recursive: true, force: true });

// The types of the library, beside its code in dist/lldp. They take longer than all the rest, so they begin first.
const types = once(spawn("node_modules/.bin/tsc", ["-p", "tsconfig.lldp.json"], { cwd: root, stdio: "inherit" }), "close");
const existing = (entries) => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(root + file)));
const shared = {
  // Its main is UMD, which looks its parts up at run time: no bundle survives that.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  splitting: true,
  logLevel: "warning",
  minifySyntax: true,
  legalComments: "none",
};
await build({
  ...shared,
  entryPoints: existing({ cli: "src/cli/main.ts", daemon: "src/daemon/main.ts", history: "src/history/main.ts" }),
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  external: ["pcap", "libsql"],
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
});
await build({
  ...shared,
  platform: "neutral",
  target: "es2022",
  entryPoints: { index: "src/lldp/index.ts" },
  outdir: "dist/lldp",
  chunkNames: "[name]-[hash]",
});
// The page: static files that the API serves.
const { build: buildPage } = await import("vite");
await buildPage({ configFile: `${root}web/vite.config.ts`, logLevel: "warn" });
const [typesCode] = await types;
if (typesCode !== 0) process.exitCode = 1;

// npm run bench [-- ...]: bundles bench/ into .cache/ (inside of the checkout, so that packages are found) and runs it.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// A folder for each run: scenarios start parts of it as processes later, when another run may have been bundled already.
const folder = `.cache/bench-${process.pid}`;
mkdirSync(`${root}bench/results`, { recursive: true });
await build({
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  entryPoints: { main: "bench/main.ts", "history-thread": "src/history/main.ts" },
  outdir: folder,
  outExtension: { ".js": ".mjs" },
});
const { status } = spawnSync(process.execPath, ["--expose-gc", "--enable-source-maps", `${folder}/main.mjs`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
rmSync(`${root}${folder}`, { recursive: true, force: true });
process.exitCode = status ?? 1;

// npm run bench [-- ...]: bundles bench/ into .cache/ (inside of the checkout, so that packages are found) and runs it.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
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
  outdir: ".cache/bench",
  outExtension: { ".js": ".mjs" },
});
const { status } = spawnSync(process.execPath, ["--expose-gc", "--enable-source-maps", ".cache/bench/main.mjs", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;

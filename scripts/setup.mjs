// npm run setup [-- --peers]: Debian packages, npm packages, native addon and helper, bundle and web page; each only when it is missing or older than its sources.
import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { installMissing } from "./project/apt.mjs";
import { base, peers } from "./project/debian-packages.mjs";
import { isStale, modulesAreStale } from "./project/stale.mjs";
import { must, root, Stop, script, step } from "./project/terminal.mjs";

const quiet = { stdio: ["ignore", "ignore", "inherit"] };

function checkMachine() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed`, 4);
  if (process.platform !== "linux") throw new Stop("lldp-watch lives on Linux's network namespaces, and this is not Linux", 4);
}

function addonIsStale() {
  if (!existsSync(`${root}binding.gyp`)) return false;
  const release = `${root}build/Release`;
  const addons = existsSync(release) ? readdirSync(release).filter((name) => name.endsWith(".node")) : [];
  return addons.length === 0 || addons.some((name) => isStale(`build/Release/${name}`, ["binding.gyp", "src/native"], /\.(c|h|gyp|gypi)$/));
}

const sources = ["src", "web", "house.mjs", "scripts/build.mjs", "package-lock.json"];
const bundleIsStale = () =>
  existsSync(`${root}src/cli/main.ts`) &&
  (isStale("dist/cli.js", sources) || (existsSync(`${root}web/vite.config.ts`) && !existsSync(`${root}dist/web/index.html`)));

/** Makes the checkout runnable. `withPeers` also installs what only tests and benchmarks use. */
export async function setUp({ withPeers = false } = {}) {
  checkMachine();
  await step("Debian packages", () => installMissing(withPeers ? { ...base, ...peers } : base));
  if (modulesAreStale()) await step("npm packages (npm ci)", () => must("npm", ["ci", "--no-audit", "--no-fund"], quiet));
  if (addonIsStale()) await step("native addon (node-gyp)", () => must("npm", ["run", "--silent", "build:native"], quiet));
  if (bundleIsStale()) await step("bundle and web page (esbuild, vite)", () => must("npm", ["run", "--silent", "build"]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(async () => {
    const unknown = process.argv.slice(2).filter((argument) => argument !== "--peers");
    if (unknown.length > 0) throw new Stop(`setup: unknown argument ${unknown[0]}; usage: npm run setup [-- --peers]`, 2);
    await setUp({ withPeers: process.argv.includes("--peers") });
  });
}

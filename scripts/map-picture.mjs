// Takes the pictures of the map for the README and the guide from a real run: a leaf-spine lab of namespaces, the daemon on it, Debian's
// Chromium, a cable that is pulled; writes docs/images/map-*.png. Needs root, chromium, iproute2 and a built checkout: node scripts/map-picture.mjs
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "bin/lldp-watch");
const images = process.env.LLDP_WATCH_PICTURES ?? join(root, "docs/images");
const folder = mkdtempSync(join(tmpdir(), "lldp-watch-picture-"));
const server = "http://127.0.0.1:8802";
const env = { ...process.env, LLDP_WATCH_LABS: join(folder, "labs"), LLDP_WATCH_CONFIG: "/dev/null" };
const run = (...words) => execFileSync(process.execPath, [program, ...words], { env, encoding: "utf8" });
const pulled = "leaf3:eth4";
const servers = 18;

/** The lab, as a file that is also the plan. */
function labFile() {
  const file = join(folder, "fabric.clab.yml");
  writeFileSync(file, run("lab", "new", "clos", "--spines", "3", "--leaves", "6", "--servers", `${servers}`, "--name", "fabric"));
  return file;
}

async function shoot(browser, name, hash, { theme = "light", size = { width: 1360, height: 800 }, prepare = async () => {} } = {}) {
  const context = await browser.newContext({ colorScheme: theme, viewport: size, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(`${server}/${hash}`);
  await page.locator("h1").getByRole("status").filter({ hasText: "live" }).waitFor();
  if (!hash.includes("view=table")) await page.waitForFunction(() => globalThis.lldpWatchMap?.facts().settled);
  await prepare(page);
  // Two frames: the layout is drawn, and the panel that took its place beside it as well.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))));
  await page.screenshot({ path: join(images, `${name}.png`) });
  await context.close();
}

async function pictures() {
  run("lab", "up", labFile());
  // A server forwards nothing, also where this machine does and its namespaces inherit that.
  for (let index = 1; index <= servers; index++) execFileSync("ip", ["netns", "exec", `server${index}`, "sysctl", "-qw", "net.ipv4.ip_forward=0"]);
  const words = [
    "--listen",
    "127.0.0.1:8802",
    "--socket",
    "none",
    "--state",
    join(folder, "state"),
    "--host-name",
    "lab",
    "--direct",
    "--log-level",
    "silent",
  ];
  const daemon = spawn(process.execPath, [program, "daemon", ...words, "--plan", join(folder, "fabric.clab.yml")], { env, stdio: "inherit" });
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
  try {
    for (let tries = 0; !(await fetch(`${server}/healthz`).catch(() => null))?.ok; tries++) {
      if (tries > 100) throw new Error("the daemon does not answer");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    run("wait", "--all", "--timeout", "30", "--server", server);
    run("lab", "cut", pulled);
    const links = JSON.parse(run("links", "--json", "--server", server)).links;
    const link = links.find(({ a, b }) => a === pulled || b === pulled);
    const chosen = `#link=${encodeURIComponent(link.id)}`;
    mkdirSync(images, { recursive: true });
    for (const theme of ["light", "dark"]) await shoot(browser, `map-${theme}`, chosen, { theme });
  } finally {
    await browser.close();
    daemon.kill("SIGTERM");
    await new Promise((resolve) => daemon.once("exit", resolve));
    run("lab", "down", join(folder, "fabric.clab.yml"));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a network, mount and process namespace of its own: no other lab of this machine gets into the picture, and ours gets nowhere else. */
function alone() {
  const apart = ["--net", "--mount", "--pid", "--fork", "--mount-proc", "sh", "-c"];
  const prepare = 'mount -t tmpfs picture /run && mkdir /run/netns && ip link set lo up && exec "$@"';
  const { status } = spawnSync("unshare", [...apart, prepare, "sh", process.execPath, fileURLToPath(import.meta.url), "--alone"], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}

if (process.argv.includes("--alone")) await pictures();
else alone();

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { ApiProcess } from "../test/support/api-process.ts";
import { openBrowser } from "../test/support/browser.ts";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { type Context, type Row, type Scenario, summarize } from "./scenario.ts";
import { MeasuredPage, type Opening } from "./web-page.ts";

const systems = 1000;
const program = join(process.cwd(), "bin/lldp-watch");
const ip = promisify(execFile);

/** A real network of 1,000 namespaces and 2,000 cables laid at random, and the daemon on it. */
async function realNetwork({ folder, prefix, cleanUp, log }: Context): Promise<DaemonProcess> {
  const env = { ...process.env, LLDP_WATCH_LABS: join(folder, "labs") };
  const file = join(folder, "random.clab.yml");
  const lab = (...words: string[]) =>
    execFileSync(process.execPath, [program, "lab", ...words], { env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  log(`building ${systems} namespaces and ${2 * systems} cables`);
  writeFileSync(file, lab("new", "random", "--nodes", `${systems}`, "--extra", `${systems + 1}`, "--name", "web", "--prefix", prefix));
  cleanUp(() => void lab("down", file));
  lab("up", file);
  const state = join(folder, "state");
  mkdirSync(state);
  const daemon = await DaemonProcess.start(`${prefix}-*`, { flags: ["--state", state] });
  cleanUp(() => void daemon.stop());
  await daemon.settled(
    () => daemon.status().catch(() => null),
    (status) => (status?.links["ok"] ?? 0) >= 2 * systems,
    "every link to be ok",
    120_000,
  );
  return daemon;
}

async function openings(browser: Browser, url: string, rounds: number, patience: number): Promise<readonly Opening[]> {
  const found: Opening[] = [];
  for (let round = 0; round < rounds; round++) {
    const measured = await MeasuredPage.open(browser, url);
    found.push(await measured.opening(patience));
    await measured.close();
  }
  return found;
}

function openingRows(name: string, found: readonly Opening[], targets: boolean): Row[] {
  const row = (what: string, field: keyof Opening, limit: number | null): Row => {
    const figures = summarize(found.map((each) => each[field]));
    const target = limit === null || !targets ? {} : { target: { text: `<= ${limit / 1000} s`, met: figures.median <= limit } };
    return { name: `${name}: ${what}`, unit: "ms", better: "less", ours: figures, peers: {}, ...target };
  };
  return [row("first paint", "painted", 1000), row("the map has its nodes", "drawn", null), row("layout settled", "settled", 5000)];
}

async function panningRow(name: string, measured: MeasuredPage, seconds: number): Promise<Row> {
  const { median, p95, frames } = await measured.panning(seconds);
  const note = `95th percentile ${p95.toFixed(0)} ms, ${frames} frames, WebGL in software`;
  return { name: `${name}: time of a frame while the map is dragged`, unit: "ms", better: "less", ours: summarize([median]), peers: {}, note };
}

/** Pulls or plugs cables at one end, many at a time as several people would; each gives changes of ports, neighbors and the link. */
async function switchCables(ends: readonly string[], state: "up" | "down"): Promise<void> {
  const waiting = [...ends];
  const worker = async () => {
    for (let end = waiting.pop(); end !== undefined; end = waiting.pop()) {
      const [namespace = "", name = ""] = end.split(":");
      await ip("ip", ["-n", namespace, "link", "set", "dev", name, state]);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

/** Waits until the daemon's revision stands still, and returns it. */
async function rested(daemon: DaemonProcess): Promise<number> {
  for (let before = -1; ; ) {
    // Right after many changes the daemon may answer that it is busy.
    const revision = (await daemon.status().catch(() => null))?.revision;
    if (revision !== undefined && revision === before) return revision;
    before = revision ?? -1;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

/** Changes until there were that many. Returns how many there were, how many the page applied and missed, and links that it shows otherwise than the daemon. */
async function change(daemon: DaemonProcess, measured: MeasuredPage, ends: readonly string[], wanted: number) {
  const before = await measured.network();
  let revision = before.revision;
  let cables = 0;
  while (revision - before.revision < wanted) {
    await switchCables(ends, "down");
    await switchCables(ends, "up");
    cables += ends.length;
    revision = await rested(daemon);
  }
  await measured.reached(revision, 60_000);
  const after = await measured.network();
  const links = (await daemon.get<{ links: { id: string; verdict: string }[] }>("/api/v1/topology")).links;
  const wrong =
    links.filter(({ id, verdict }) => after.verdicts[id] !== verdict).length + Math.abs(links.length - Object.keys(after.verdicts).length);
  return { changes: revision - before.revision, applied: after.applied - before.applied, missed: after.missed - before.missed, wrong, cables };
}

async function changing(daemon: DaemonProcess, measured: MeasuredPage, { short, log }: Context): Promise<Row[]> {
  const ends = (await daemon.links()).map(({ a }) => a).slice(0, 150);
  log("a burst of 1,000 changes");
  const burst = await change(daemon, measured, ends, 1000);
  const lost = burst.changes - burst.applied + burst.wrong;
  const total = short ? 2000 : 10_000;
  const half = Math.ceil(total / 2);
  log(`${total} changes`);
  const first = await change(daemon, measured, ends, half);
  const middle = await measured.heap();
  const second = await change(daemon, measured, ends, half);
  const end = await measured.heap();
  const growth = (100 * (end - middle)) / middle;
  const churnLost = first.changes + second.changes - first.applied - second.applied + first.wrong + second.wrong;
  return [
    {
      name: `a burst of ${burst.changes} changes (${burst.cables} cables pulled and put back): events lost, links shown wrong`,
      unit: "",
      better: "less",
      ours: summarize([lost]),
      peers: {},
      target: { text: "0", met: lost === 0 },
    },
    {
      name: `${first.changes + second.changes} changes: events lost, links shown wrong`,
      unit: "",
      better: "less",
      ours: summarize([churnLost]),
      peers: {},
      target: { text: "0", met: churnLost === 0 },
    },
    {
      name: `${first.changes + second.changes} changes: growth of the page's heap over the second half`,
      unit: "%",
      better: "less",
      ours: summarize([growth]),
      peers: {},
      target: { text: "<= 5 %", met: growth <= 5 },
      note: `${(end / 1e6).toFixed(1)} MB at the end, after a collection`,
    },
  ];
}

async function real(browser: Browser, context: Context): Promise<Row[]> {
  const daemon = await realNetwork(context);
  const name = `${systems} systems, ${2 * systems} links, real`;
  context.log("opening the page");
  const opened = await openings(browser, daemon.url, context.rounds, 60_000);
  const measured = await MeasuredPage.open(browser, daemon.url);
  await measured.opening(60_000);
  const panning = await panningRow(name, measured, context.short ? 3 : 5);
  const changed = await changing(daemon, measured, context);
  // 503 is the daemon's word for "busy": the page asks again by itself.
  const complaints = measured.complaints.filter((text) => !text.includes("503"));
  if (complaints.length > 0) throw new Error(`the page complains: ${complaints.join("; ")}`);
  await measured.close();
  return [...openingRows(name, opened, true), panning, ...changed];
}

async function simulated(browser: Browser, { short, rounds, log, cleanUp }: Context): Promise<Row[]> {
  const shape = { namespaces: 10_000, chords: 10_000, options: { webRoot: join(process.cwd(), "dist/web") } };
  log("10,000 systems, simulated");
  const api = await ApiProcess.start(shape);
  cleanUp(() => api.stop());
  const name = "10,000 systems, 20,000 links, simulated";
  const opened = await openings(browser, api.url, Math.min(rounds, 3), 180_000);
  const measured = await MeasuredPage.open(browser, api.url);
  await measured.opening(180_000);
  const panning = await panningRow(name, measured, short ? 3 : 5);
  await measured.close();
  return [...openingRows(name, opened, false), panning];
}

async function run(context: Context): Promise<readonly Row[]> {
  const browser = await openBrowser();
  context.cleanUp(() => browser.close());
  return [...(await real(browser, context)), ...(await simulated(browser, context))];
}

/** The page in a real browser, on a real network and on a large simulated one. */
export const web: Scenario = {
  name: "web",
  summary:
    "The page in headless Chromium that draws WebGL in software, on the same machine as the daemon. Times are from the start of the navigation, with an empty cache; the layout of both networks is by force, the costlier way",
  peers: [],
  run,
};

import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { NetworkCopy } from "../src/cli/client/network-copy.ts";
import { FrameRenderer } from "../src/cli/live/frame/frame.ts";
import { LiveModel } from "../src/cli/live/model.ts";
import { sgrPaint } from "../src/cli/render/paint.ts";
import type { LinkDocument, NeighborDocument, PortDocument } from "../src/topology/index.ts";
import { type DaemonPort, DaemonProcess } from "../test/support/daemon-process.ts";
import { TmuxTerminal } from "../test/support/tmux.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

const program = join(process.cwd(), "bin/lldp-watch");
const cables = 1000;

/** Milliseconds from the start of a process to its end. */
function timed(file: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const start = performance.now();
  const { status, stderr }: SpawnSyncReturns<string> = spawnSync(file, words, { env, encoding: "utf8", maxBuffer: 2 ** 28 });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`${file} ${words.join(" ")} ended with ${status}: ${stderr}`);
  return took;
}

/** Two namespaces joined by so many cables: 2,000 ports for a tenth of the time that 1,000 namespaces take to make. */
function buildLab({ prefix, folder, cleanUp }: Context): string {
  const [left, right] = [`${prefix}-left`, `${prefix}-right`];
  for (const name of [left, right]) {
    execFileSync("ip", ["netns", "add", name]);
    cleanUp(() => {
      spawnSync("ip", ["netns", "del", name]);
    });
  }
  const batch = join(folder, "cables");
  const lines = Array.from({ length: cables }, (_, index) => `link add e${index} netns ${left} type veth peer name e${index} netns ${right}`);
  writeFileSync(batch, `${lines.join("\n")}\n`);
  execFileSync("ip", ["-batch", batch]);
  writeFileSync(batch, `${Array.from({ length: cables }, (_, index) => `link set e${index} up`).join("\n")}\n`);
  for (const name of [left, right]) execFileSync("ip", ["-n", name, "-batch", batch]);
  return `${prefix}-*`;
}

interface Lists {
  readonly ports: readonly DaemonPort[];
  readonly neighbors: readonly NeighborDocument[];
  readonly links: readonly LinkDocument[];
}

async function readLists(daemon: DaemonProcess): Promise<Lists> {
  const all = async <T>(name: string): Promise<T[]> => {
    const items: T[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Record<string, unknown> = await daemon.get(
        `/api/v1/${name}?limit=1000${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      items.push(...(page[name] as T[]));
      cursor = page["nextCursor"] as string | null;
    }
    return items;
  };
  return { ports: await all("ports"), neighbors: await all("neighbors"), links: await all("links") };
}

/** Milliseconds of a frame of 120 x 50: nothing changed but the time, and one port changed. */
function frameTimes({ ports, neighbors, links }: Lists, frames: number): { readonly quiet: number[]; readonly changed: number[] } {
  const copy = new NetworkCopy();
  for (const port of ports) copy.add("port", port);
  for (const neighbor of neighbors) copy.add("neighbor", neighbor);
  for (const link of links) copy.add("link", link);
  const model = new LiveModel("bench");
  model.copy = copy;
  model.connection = { kind: "up" };
  const renderer = new FrameRenderer(sgrPaint);
  const size = { columns: 120, rows: 50 };
  const times = { quiet: [] as number[], changed: [] as number[] };
  for (let frame = 0; frame < frames; frame++) {
    const moment = { now: 100 * frame, wall: Date.now() + 100 * frame };
    const port = ports[frame % ports.length] as PortDocument;
    const before = performance.now();
    renderer.frame(model, size, moment);
    times.quiet.push(performance.now() - before);
    const { counters: _counters, ...view } = port;
    copy.apply({
      id: `x-${frame}`,
      time: "",
      kind: "port-changed",
      port: port.id,
      namespace: null,
      interface: null,
      reason: "changed",
      before: view,
      after: { ...view },
    });
    const start = performance.now();
    renderer.frame(model, size, moment);
    times.changed.push(performance.now() - start);
  }
  return times;
}

/** Clock ticks (hundredths of a second) of a process. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

/** Percent of a core that the live view takes while nothing happens. */
async function quietView(daemon: DaemonProcess, seconds: number): Promise<number> {
  const terminal = await TmuxTerminal.open(120, 50, { LLDP_WATCH_SERVER: daemon.url, PROGRAM: program });
  try {
    await terminal.line("$PROGRAM");
    await terminal.until("the table", (screen) => screen.includes(`${2 * cables}`) && screen.includes(" ok "), 60_000);
    const shell = await terminal.shell();
    const pid = Number(readFileSync(`/proc/${shell}/task/${shell}/children`, "latin1").split(" ")[0]);
    await pause(3000);
    const before = ticks(pid);
    await pause(1000 * seconds);
    return (ticks(pid) - before) / seconds;
  } finally {
    await terminal.close();
  }
}

const target = (text: string, met: boolean): Pick<Row, "target"> => ({ target: { text, met } });

async function startUp(rounds: number, lldpcli: boolean): Promise<Row[]> {
  const [help, bare, peer]: number[][] = [[], [], []];
  // In turn, so that whatever else the machine does meets all alike.
  for (let round = 0; round < 4 * rounds; round++) {
    help?.push(timed(process.execPath, [program, "--help"]));
    bare?.push(timed(process.execPath, ["-e", "0"]));
    if (lldpcli) peer?.push(timed("lldpcli", ["-v"]));
  }
  const [ours, node] = [summarize(help as number[]), summarize(bare as number[])];
  const ratio = ours.median / node.median;
  return [
    {
      name: "`lldp-watch --help` (lldpcli -v), whole process",
      unit: "ms",
      better: "less",
      ours,
      peers: { "bare node": node, lldpcli: lldpcli ? summarize(peer as number[]) : null },
      note: `${ratio.toFixed(2)}x bare node`,
      ...target("<= 1.8x bare node", ratio <= 1.8),
    },
  ];
}

/** Whole processes of `neighbors --json` in turn with bare node, in milliseconds. */
function listings(count: number, env: NodeJS.ProcessEnv): { readonly whole: number[]; readonly bare: number[] } {
  const times = { whole: [] as number[], bare: [] as number[] };
  for (let round = 0; round < count; round++) {
    times.whole.push(timed(process.execPath, [program, "neighbors", "--json"], env));
    times.bare.push(timed(process.execPath, ["-e", "0"]));
  }
  return times;
}

/** Waits until fast start is over: it sends a frame per port and second, the regular LLDPDUs are a thirtieth of that. */
async function untilQuiet(daemon: DaemonProcess): Promise<void> {
  const sent = async () => (await readLists(daemon)).ports.reduce((sum, port) => sum + port.counters.framesTransmitted, 0);
  for (let before = Number.NEGATIVE_INFINITY, now = await sent(); now - before > cables / 2; ) {
    await pause(1500);
    [before, now] = [now, await sent()];
  }
}

async function run(context: Context): Promise<readonly Row[]> {
  const { rounds, short, log, cleanUp } = context;
  const lldpcli = spawnSync("lldpcli", ["-v"]).error === undefined;
  const rows = await startUp(rounds, lldpcli);
  log(`building ${cables} cables and starting the daemon`);
  const daemon = await DaemonProcess.start(buildLab(context));
  cleanUp(() => daemon.stop().then(() => undefined));
  await daemon.settled(
    () => daemon.status(),
    (status) => status.links.ok === cables,
    `${cables} links ok`,
    60_000,
  );
  const env = { ...process.env, LLDP_WATCH_SERVER: daemon.url };
  const meeting = summarize(listings(2, env).whole);
  log("waiting until fast start is over");
  await untilQuiet(daemon);
  const settled = listings(4 * rounds, env);
  const listing = summarize(settled.whole);
  log("drawing frames");
  const { quiet, changed } = frameTimes(await readLists(daemon), short ? 200 : 1000);
  log("watching the view do nothing");
  const share = await quietView(daemon, short ? 10 : 30);
  const frame = (name: string, figures: number[]): Row => {
    const worst = quantile(figures, 0.99);
    return {
      name,
      unit: "ms",
      better: "less",
      ours: summarize(figures),
      peers: {},
      note: `p99 ${worst.toFixed(2)} ms`,
      ...target("<= 16 ms", worst <= 16),
    };
  };
  return [
    ...rows,
    {
      name: "`neighbors --json`, 2,000 ports, whole process",
      unit: "ms",
      better: "less",
      ours: listing,
      peers: { "bare node": summarize(settled.bare), lldpcli: null },
      note: `${meeting.median.toFixed(0)} ms in the second in which all 2,000 meet; lldpcli asks one namespace at a time: no like for like`,
      ...target("<= 300 ms", listing.median <= 300),
    },
    frame("a frame of 2,000 ports, nothing changed", quiet),
    frame("a frame of 2,000 ports, one changed", changed),
    {
      name: "the live view when nothing happens, 2,000 ports",
      unit: "% of a core",
      better: "less",
      ours: summarize([share]),
      peers: {},
      ...target("<= 5 %", share <= 5),
    },
  ];
}

export const cli: Scenario = {
  name: "cli",
  summary: "the command line as whole processes beside bare node, and the live view with 2,000 ports (two namespaces, 1,000 cables)",
  peers: ["lldpcli"],
  run,
};

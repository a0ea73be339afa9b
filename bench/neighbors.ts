import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { sendLldpdus } from "./flooder.ts";
import { LldpdFarm } from "./lldpd-farm.ts";
import { pss } from "./process-cost.ts";
import { batch } from "./ring-lab.ts";
import { type Context, type Row, type Scenario, summarize } from "./scenario.ts";

const execute = promisify(execFile);
const count = 10_000;
/** Each of them speaks twice, slowly enough that lldpd's small receive buffer is not what is measured. */
const rate = 2000;
const seconds = (2 * count) / rate;

interface Answer {
  readonly shown: number;
  readonly took: number;
}

interface Round {
  readonly kept: number;
  readonly client: Answer;
  /** KiB of PSS per neighbor. */
  readonly each: number;
  readonly turnedAway: number;
}

async function timed(command: string, words: readonly string[], shown: (output: string) => number): Promise<Answer> {
  const start = performance.now();
  const { stdout } = await execute(command, words, { maxBuffer: 2 ** 28 });
  return { took: performance.now() - start, shown: shown(stdout) };
}

async function ours(victim: string, crowd: string, flags: readonly string[]): Promise<Round> {
  const daemon = await DaemonProcess.start(victim, { flags });
  const before = pss(daemon.pids);
  await sendLldpdus(crowd, rate, seconds, count);
  const { neighbors, counters } = await daemon.settled(
    () => daemon.port(`${victim}:eth0`),
    (port) => port.counters.framesReceived + port.counters.socketDrops >= 2 * count,
    "every frame accounted for",
  );
  const each = (1024 * (pss(daemon.pids) - before)) / neighbors;
  const words = [join(process.cwd(), "bin/lldp-watch"), "neighbors", "--json", "--server", daemon.url];
  const client = await timed(process.execPath, words, (output) => JSON.parse(output).neighbors.length);
  await daemon.stop();
  return { kept: neighbors, client, each, turnedAway: counters.tooManyNeighbors + counters.rateLimited };
}

async function theirs(context: Context, victim: string, crowd: string, limit: number | null): Promise<Round> {
  const farm = await LldpdFarm.start(context, [victim]);
  if (limit !== null) await farm.cli(0, "configure", "system", "max-neighbors", String(limit));
  const before = pss(farm.pids);
  await sendLldpdus(crowd, rate, seconds, count);
  await pause(3000);
  const kept = Number(/Inserted:\s+(\d+)/.exec(await farm.cli(0, "show", "statistics", "summary"))?.[1] ?? 0);
  // With thousands its statistics are no numbers of neighbors any more: it is taken to keep what it may.
  const each = (1024 * (pss(farm.pids) - before)) / (limit ?? kept);
  const start = performance.now();
  const shown = await farm.neighbors(0);
  const client = { shown, took: performance.now() - start };
  await farm.stop();
  return { kept, client, each, turnedAway: 0 };
}

async function run(context: Context): Promise<readonly Row[]> {
  const [victim, crowd] = ["nv", "nc"].map((label) => `${context.prefix}${label}`) as [string, string];
  context.cleanUp(() => batch([`netns del ${victim}`, `netns del ${crowd}`]));
  batch([`netns add ${victim}`, `netns add ${crowd}`, `link add name eth0 netns ${victim} type veth peer name eth0 netns ${crowd}`]);
  for (const namespace of [victim, crowd]) batch(["link set dev eth0 up"], namespace);
  const [large, largeTheirs]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < (context.short ? 1 : 3); round++) {
    context.log(`round ${round + 1}: a limit of ${count}, lldp-watch, then lldpd`);
    large.push(await ours(victim, crowd, ["--max-neighbors", String(count)]));
    largeTheirs.push(await theirs(context, victim, crowd, count));
  }
  context.log("default limits");
  const [small, smallTheirs] = [await ours(victim, crowd, []), await theirs(context, victim, crowd, null)];
  return rows(large, largeTheirs, small, smallTheirs);
}

function rows(large: readonly Round[], largeTheirs: readonly Round[], small: Round, smallTheirs: Round): Row[] {
  const shown = summarize(large.map(({ client }) => client.shown));
  const missing = count - small.kept - small.turnedAway / 2;
  return [
    {
      name: `limit ${count}: neighbors that the client shows`,
      unit: "neighbors",
      better: "more",
      ours: shown,
      peers: { lldpd: summarize(largeTheirs.map(({ client }) => client.shown)) },
      target: { text: `all ${count}`, met: shown.min === count },
      note: "lldpcli prints no neighbor then, and ends with 0 all the same",
    },
    {
      name: `limit ${count}: time of that client (lldp-watch neighbors --json, lldpcli show neighbors)`,
      unit: "ms",
      better: "less",
      ours: summarize(large.map(({ client }) => client.took)),
      peers: { lldpd: largeTheirs.every(({ client }) => client.shown > 0) ? summarize(largeTheirs.map(({ client }) => client.took)) : null },
    },
    {
      name: `limit ${count}: memory (PSS) per neighbor`,
      unit: "KiB",
      better: "less",
      ours: summarize(large.map(({ each }) => each)),
      peers: { lldpd: summarize(largeTheirs.map(({ each }) => each)) },
      note: "lldpd: its growth, divided by the limit",
    },
    {
      name: "default limits (128 and 32): neighbors kept",
      unit: "neighbors",
      better: "more",
      ours: summarize([small.kept]),
      peers: { lldpd: summarize([smallTheirs.kept]) },
    },
    {
      name: "default limits: frames of strangers in no counter of the port",
      unit: "frames",
      better: "less",
      ours: summarize([Math.max(0, Math.round(2 * missing))]),
      peers: { lldpd: summarize([2 * (count - smallTheirs.kept)]) },
      target: { text: "all counted", met: missing <= 0 },
      note: "of 20,000; lldpd counts them as received like any other, and has no counter of those it has no room for",
    },
  ];
}

export const neighbors: Scenario = {
  name: "neighbors",
  summary: `${count.toLocaleString("en-US")} systems on one port, each of which speaks twice within ${seconds} s`,
  peers: ["lldpd", "lldpcli"],
  run,
};

import { setTimeout as pause } from "node:timers/promises";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { type Sent, sendLldpdus } from "./flooder.ts";
import { LldpdFarm } from "./lldpd-farm.ts";
import { cpuTime, pss } from "./process-cost.ts";
import { batch } from "./ring-lab.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

const rate = 100_000;

/** One daemon under the flood. */
interface Subject {
  readonly pids: readonly number[];
  /** Asks it for its neighbors, as a client would. */
  ask(): Promise<unknown>;
}

interface Burden {
  readonly sent: Sent;
  /** Highest PSS of the second half of the flood against the first, percent. */
  readonly growth: number;
  readonly pss: number;
  /** Of the wall time of the flood, percent of a core. */
  readonly cpu: number;
  /** Milliseconds of each question. */
  readonly answers: readonly number[];
}

async function burden({ pids, ask }: Subject, mob: string, seconds: number): Promise<Burden> {
  let over = false;
  const before = cpuTime(pids);
  const sending = sendLldpdus(mob, rate, seconds, 0).finally(() => {
    over = true;
  });
  const [sizes, answers]: [number[], number[]] = [[], []];
  while (!over) {
    const start = performance.now();
    await ask();
    answers.push(performance.now() - start);
    sizes.push(pss(pids));
    await pause(20);
  }
  const sent = await sending;
  const half = Math.floor(sizes.length / 2);
  const [first, second] = [Math.max(...sizes.slice(0, half)), Math.max(...sizes.slice(half))];
  return { sent, growth: 100 * (second / first - 1), pss: second, cpu: (cpuTime(pids) - before) / (10 * sent.seconds), answers };
}

interface Round {
  readonly burden: Burden;
  /** Whether the neighbor of the other port was there all the time. */
  readonly kept: boolean;
  /** Frames that are in no counter. */
  readonly uncounted: number;
}

async function ours(victim: string, peer: string, mob: string, seconds: number): Promise<Round> {
  const daemon = await DaemonProcess.start(`${victim},${peer}`);
  const other = `${victim}:eth1`;
  await daemon.settled(
    () => daemon.port(other),
    ({ neighbors }) => neighbors === 1,
    "the neighbor of the other port",
  );
  const load = await burden({ pids: daemon.pids, ask: () => daemon.neighbors() }, mob, seconds);
  await pause(1000);
  const { counters } = await daemon.port(`${victim}:eth0`);
  const kept =
    (await daemon.port(other)).neighbors === 1 && !daemon.events.some(({ event }) => event.kind === "neighbor-removed" && event.port === other);
  await daemon.stop();
  return { burden: load, kept, uncounted: Math.max(0, load.sent.frames - counters.framesReceived - counters.socketDrops) };
}

async function theirs(context: Context, victim: string, peer: string, mob: string, seconds: number): Promise<Round> {
  const farm = await LldpdFarm.start(context, [victim, peer]);
  while ((await farm.neighbors(0)) < 1) await pause(100);
  const subject = { pids: farm.pids.slice(0, farm.pids.length / 2), ask: () => farm.cli(0, "show", "neighbors") };
  const load = await burden(subject, mob, seconds);
  await pause(1000);
  const received = Number(/Received:\s+(\d+)/.exec(await farm.cli(0, "show", "statistics", "ports", "eth0"))?.[1] ?? 0);
  const kept = (await farm.cli(0, "show", "neighbors", "ports", "eth1")).includes("Interface:");
  await farm.stop();
  return { burden: load, kept, uncounted: Math.max(0, load.sent.frames - received) };
}

function rows(own: readonly Round[], other: readonly Round[]): Row[] {
  const row = (name: string, unit: string, pick: (round: Round) => number, target?: [string, (figures: readonly number[]) => boolean]): Row => ({
    name,
    unit,
    better: "less",
    ours: summarize(own.map(pick)),
    peers: { lldpd: summarize(other.map(pick)) },
    ...(target ? { target: { text: target[0], met: target[1](own.map(pick)) } } : {}),
  });
  const below = (limit: number) => (figures: readonly number[]) => figures.every((figure) => figure <= limit);
  const frames = own.reduce((sum, { burden: { sent } }) => sum + sent.frames / sent.seconds, 0) / own.length;
  return [
    {
      ...row("growth of memory, second half against first", "%", ({ burden: { growth } }) => growth, ["<= 5 %", below(5)]),
      note: `${Math.round(frames).toLocaleString("en-US")} frames/s sent`,
    },
    row("memory (PSS) under the flood", "MiB", ({ burden }) => burden.pss),
    {
      ...row("p99 of a question for the neighbors", "ms", ({ burden: { answers } }) => quantile(answers, 0.99), ["<= 100 ms", below(100)]),
      note: "lldp-watch: over HTTP; lldpd: one run of lldpcli",
    },
    row("neighbors of another port lost", "", ({ kept }) => (kept ? 0 : 1), ["0", below(0)]),
    {
      ...row("frames in no counter", "frames", ({ uncounted }) => uncounted, ["0", below(0)]),
      note: "lldp-watch: looked at, over the budget, or dropped by the socket",
    },
    row("CPU under the flood", "% of a core", ({ burden: { cpu } }) => cpu),
  ];
}

async function run(context: Context): Promise<readonly Row[]> {
  const [victim, mob, peer] = ["v", "m", "p"].map((label) => `${context.prefix}${label}`) as [string, string, string];
  context.cleanUp(() => batch([victim, mob, peer].map((name) => `netns del ${name}`)));
  batch([victim, mob, peer].map((name) => `netns add ${name}`));
  batch([
    `link add name eth0 netns ${victim} type veth peer name eth0 netns ${mob}`,
    `link add name eth1 netns ${victim} type veth peer name eth0 netns ${peer}`,
  ]);
  batch(["link set dev eth0 up", "link set dev eth1 up"], victim);
  for (const namespace of [mob, peer]) batch(["link set dev eth0 up"], namespace);
  const seconds = context.short ? 5 : 20;
  const [own, other]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < (context.short ? 1 : 3); round++) {
    context.log(`round ${round + 1}: ${seconds} s of flood, lldp-watch, then lldpd`);
    own.push(await ours(victim, peer, mob, seconds));
    other.push(await theirs(context, victim, peer, mob, seconds));
  }
  return rows(own, other);
}

export const flood: Scenario = {
  name: "flood",
  summary: `${rate.toLocaleString("en-US")} LLDPDUs a second, each with another random chassis id and a TTL of 65535, at one port; another port has one honest neighbor. Default limits: 128 neighbors a port here, 32 at lldpd`,
  peers: ["lldpd", "lldpcli"],
  run,
};

import { DaemonProcess } from "../test/support/daemon-process.ts";
import { readableCheckout } from "../test/support/readable-install.ts";
import { LldpdFarm } from "./lldpd-farm.ts";
import { cpuTime, pss, slab } from "./process-cost.ts";
import { RingLab } from "./ring-lab.ts";
import { type Context, type Row, regression, type Scenario, summarize } from "./scenario.ts";

interface Ours {
  readonly start: number;
  readonly known: number;
  readonly memory: number;
  /** Share of one core while nothing changes, percent; null where it was not measured. */
  readonly cpu: number | null;
  readonly stop: number;
  readonly slab: number;
}

type Theirs = Pick<Ours, "known" | "memory" | "cpu" | "slab">;

async function measureOurs(lab: RingLab, quiet: number, log: (line: string) => void): Promise<Ours> {
  const slabBefore = slab();
  const begun = performance.now();
  const daemon = await DaemonProcess.start(`${lab.prefix}*`, { helper: readableCheckout() });
  const ready = daemon.readyAt;
  const ends = lab.size < 2 ? 0 : 2 * lab.size;
  await daemon.settled(
    () => daemon.status(),
    ({ neighbors }) => neighbors >= ends,
    "every neighbor",
    120_000,
  );
  const known = performance.now() - ready;
  // Fast start is over and the heap has settled.
  await new Promise((resolve) => setTimeout(resolve, Math.min(quiet, 6000)));
  const before = cpuTime(daemon.pids);
  await new Promise((resolve) => setTimeout(resolve, quiet));
  const cpu = quiet < 20_000 ? null : (100 * (cpuTime(daemon.pids) - before)) / quiet;
  const memory = pss(daemon.pids);
  const held = slab() - slabBefore;
  const { took, code } = await daemon.stop();
  if (code !== 0) throw new Error(`the daemon ended with ${code}`);
  log(
    `${lab.size} namespaces: start ${Math.round(ready - begun)} ms, all known ${Math.round(known)} ms later, ${memory.toFixed(1)} MiB, stop ${Math.round(took)} ms${cpu === null ? "" : `, cpu ${cpu.toFixed(2)} %`}`,
  );
  return { start: ready - begun, known, memory, cpu, stop: took, slab: held };
}

async function measureLldpd(context: Context, lab: RingLab, quiet: number): Promise<Theirs> {
  const slabBefore = slab();
  const namespaces = Array.from({ length: lab.size }, (_, index) => lab.name(index));
  const farm = await LldpdFarm.start(context, namespaces);
  const known = await farm.allKnow(lab.size, lab.size < 2 ? 0 : 2);
  const { pids } = farm;
  const before = cpuTime(pids);
  if (quiet >= 20_000) await new Promise((resolve) => setTimeout(resolve, quiet));
  const cpu = quiet < 20_000 ? null : (100 * (cpuTime(pids) - before)) / quiet;
  const memory = pss(pids);
  const held = slab() - slabBefore;
  await farm.stop();
  context.log(`${lab.size} namespaces: lldpd ${memory.toFixed(1)} MiB, all known after ${Math.round(known)} ms`);
  return { memory, known, cpu, slab: held };
}

async function run(context: Context): Promise<readonly Row[]> {
  const sizes = context.short ? [10, 30] : [1, 10, 100, 1000];
  const rows: Row[] = [];
  const row = (name: string, unit: string, ours: number | null, theirs: number | null, more: Partial<Row> = {}) =>
    rows.push({
      name,
      unit,
      better: "less",
      ours: ours === null ? null : summarize([ours]),
      peers: { lldpd: theirs === null ? null : summarize([theirs]) },
      ...more,
    });
  const memories: (readonly [number, number])[] = [];
  const peerMemories: (readonly [number, number])[] = [];
  for (const size of sizes) {
    const lab = new RingLab(context, size, `r${size}`);
    lab.build();
    const large = size >= 1000;
    const quiet = large ? 60_000 : 3000;
    const ours = await measureOurs(lab, quiet, context.log);
    const theirs = await measureLldpd(context, lab, quiet);
    lab.remove();
    memories.push([size, ours.memory]);
    peerMemories.push([size, theirs.memory]);
    row(
      `${size} namespaces: memory, sum of PSS`,
      "MiB",
      ours.memory,
      theirs.memory,
      large ? { target: { text: "<= 100 MB", met: ours.memory * 1.048576 <= 100 } } : {},
    );
    if (large)
      row(`${size} namespaces: kernel slab that comes with it`, "MiB", ours.slab, theirs.slab, { note: "of the whole machine, before and after" });
    if (size > 1)
      row(
        `${size} namespaces: every neighbor known, from ready`,
        "ms",
        ours.known,
        theirs.known,
        large ? { target: { text: "<= 2 s", met: ours.known <= 2000 } } : {},
      );
    row(
      `${size} namespaces: start until ready`,
      "ms",
      ours.start,
      null,
      large ? { target: { text: "all known <= 5 s from start", met: ours.start + ours.known <= 5000 } } : {},
    );
    row(`${size} namespaces: SIGTERM to exit`, "ms", ours.stop, null, large ? { target: { text: "<= 2 s", met: ours.stop <= 2000 } } : {});
    if (ours.cpu !== null)
      row(`${size} namespaces: CPU while nothing changes, over 60 s`, "% of a core", ours.cpu, theirs.cpu, {
        target: { text: "<= 2 %", met: ours.cpu <= 2 },
      });
  }
  const [slope, peerSlope] = [regression(memories).slope, regression(peerMemories).slope];
  row("memory for each further namespace", "MiB", slope, peerSlope, { note: "slope by regression over the sizes above" });
  if (context.short) holdRatios(slope, peerSlope, rows);
  return rows;
}

// What the short form holds, because no noise explains a miss.
function holdRatios(slope: number, peerSlope: number, rows: readonly Row[]): void {
  if (slope > peerSlope / 3)
    throw new Error(`a further namespace costs ${slope.toFixed(3)} MiB, more than a third of lldpd's ${peerSlope.toFixed(3)}`);
  const known = rows.find(({ name }) => name.includes("every neighbor known") && name.startsWith("30"));
  const theirs = known?.peers["lldpd"]?.median ?? 0;
  if (known?.ours && known.ours.median * 5 > theirs)
    throw new Error(`all known after ${known.ours.median} ms, not five times sooner than lldpd's ${theirs}`);
}

export const ring: Scenario = {
  name: "ring",
  summary: "namespaces in a ring, two ports each; lldpd: one for each namespace, defaults (30 s interval on both sides)",
  peers: ["lldpd", "lldpcli"],
  run,
};

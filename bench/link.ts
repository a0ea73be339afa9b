import { spawn } from "node:child_process";
import { join } from "node:path";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { LldpdFarm } from "./lldpd-farm.ts";
import { batch } from "./ring-lab.ts";
import { type Context, quantile, type Row, type Scenario, type Summary, summarize } from "./scenario.ts";

const settle = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

function cable(context: Context, label: string, equal: boolean): readonly [string, string] {
  const [a, b] = [`${context.prefix}${label}a`, `${context.prefix}${label}b`];
  context.cleanUp(() => batch([`netns del ${a}`, `netns del ${b}`]));
  const index = (value: number) => (equal ? "index 77" : `index ${value}`);
  batch([`netns add ${a}`, `netns add ${b}`, `link add name eth0 ${index(71)} netns ${a} type veth peer name eth0 ${index(88)} netns ${b}`]);
  for (const namespace of [a, b]) batch(["link set dev eth0 up"], namespace);
  return [a, b];
}

interface Times {
  readonly down: number[];
  readonly up: number[];
}

async function ours(daemon: DaemonProcess, [a, b]: readonly [string, string], rounds: number): Promise<Times> {
  const times: Times = { down: [], up: [] };
  const both = async (kind: string, since: number, start: number) => {
    const arrived = await Promise.all(
      [a, b].map((namespace) => daemon.event((event) => event.kind === kind && event.port === `${namespace}:eth0`, since, `${kind} at ${namespace}`)),
    );
    return Math.max(...arrived.map(({ at }) => at)) - start;
  };
  await daemon.settled(
    () => daemon.neighbors(),
    (list) => [a, b].every((namespace) => list.some(({ port }) => port === `${namespace}:eth0`)),
    "both ends",
  );
  for (let round = 0; round < rounds; round++) {
    for (const [state, kind, list] of [
      ["down", "neighbor-removed", times.down],
      ["up", "neighbor-added", times.up],
    ] as const) {
      const since = daemon.events.length;
      const start = performance.now();
      batch([`link set dev eth0 ${state}`], a);
      list.push(await both(kind, since, start));
      await settle(30);
    }
  }
  return times;
}

/** lldpd at both ends, watched by its own client. */
async function theirs(context: Context, [a, b]: readonly [string, string], rounds: number): Promise<Times> {
  const farm = await LldpdFarm.start(context, [a, b]);
  await farm.allKnow(2, 1);
  const times: Times = { down: [], up: [] };
  const lines: { readonly at: number; readonly text: string }[] = [];
  const watchers = [a, b].map((namespace, index) => {
    const watcher = spawn("lldpcli", ["-u", join(context.folder, `lldpd-${namespace}-${index}.sock`), "watch"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    watcher.stdout.on("data", (data: Buffer) => lines.push({ at: performance.now(), text: `${index} ${data}` }));
    return watcher;
  });
  context.cleanUp(() => {
    for (const watcher of watchers) watcher.kill();
  });
  await settle(500);
  const both = async (word: string, since: number, start: number) => {
    for (;;) {
      const found = [0, 1].map((index) => lines.slice(since).find(({ text }) => text.startsWith(String(index)) && text.includes(word)));
      if (found.every(Boolean)) return Math.max(...found.map((line) => line?.at ?? 0)) - start;
      if (performance.now() - start > 40_000) throw new Error(`lldpcli watch told no ${word}`);
      await settle(2);
    }
  };
  for (let round = 0; round < rounds; round++) {
    for (const [state, word, list] of [
      ["down", "deleted", times.down],
      ["up", "added", times.up],
    ] as const) {
      const since = lines.length;
      const start = performance.now();
      batch([`link set dev eth0 ${state}`], a);
      list.push(await both(word, since, start));
      await settle(200);
    }
  }
  for (const watcher of watchers) watcher.kill();
  await farm.stop();
  return times;
}

async function run(context: Context): Promise<readonly Row[]> {
  const rounds = context.short ? 10 : 60;
  const rows: Row[] = [];
  for (const equal of [false, true]) {
    const ends = cable(context, equal ? "e" : "u", equal);
    const daemon = await DaemonProcess.start(`${context.prefix}*`);
    const mine = await ours(daemon, ends, rounds);
    await daemon.stop();
    const peer = await theirs(context, ends, context.short ? 1 : 3);
    const kind = equal ? "equal ifindex" : "unequal ifindex";
    const [down, up] = [quantile(mine.down, 0.99), quantile(mine.up, 0.99)];
    const lldpd = (figures: readonly number[]): Readonly<Record<string, Summary>> => ({ lldpd: summarize(figures) });
    rows.push(
      {
        name: `${kind}: down, both neighbors gone`,
        unit: "ms",
        better: "less",
        ours: summarize(mine.down),
        peers: lldpd(peer.down),
        target: { text: "p99 <= 20 ms", met: down <= 20 },
        note: `p99 ${down.toFixed(1)} of ${rounds}`,
      },
      {
        name: `${kind}: up, both ends known`,
        unit: "ms",
        better: "less",
        ours: summarize(mine.up),
        peers: lldpd(peer.up),
        target: { text: "p99 <= 50 ms", met: up <= 50 },
        note: `p99 ${up.toFixed(1)} of ${rounds}`,
      },
    );
  }
  return rows;
}

export const link: Scenario = {
  name: "link",
  summary:
    "one veth cable, one end set down and up again, from the command until both ends' events have arrived at a reader of the stream; lldpd: until `lldpcli watch` at both ends has told",
  peers: ["lldpd", "lldpcli"],
  run,
};

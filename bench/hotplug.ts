import { DaemonProcess } from "../test/support/daemon-process.ts";
import { batch } from "./ring-lab.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

async function plug(daemon: DaemonProcess, a: string, b: string, name: string): Promise<number> {
  const since = daemon.events.length;
  const start = performance.now();
  batch([`link add name ${name} netns ${a} type veth peer name ${name} netns ${b}`]);
  batch([`link set dev ${name} up`], a);
  batch([`link set dev ${name} up`], b);
  const arrived = await Promise.all(
    [a, b].map((namespace) =>
      daemon.event((event) => event.kind === "neighbor-added" && event.port === `${namespace}:${name}`, since, `neighbor of ${namespace}:${name}`),
    ),
  );
  return Math.max(...arrived.map(({ at }) => at)) - start;
}

async function run(context: Context): Promise<readonly Row[]> {
  const rounds = context.short ? 8 : 50;
  const [a, b, c] = ["ha", "hb", "hc"].map((label) => `${context.prefix}${label}`) as [string, string, string];
  context.cleanUp(() => batch([a, b, c].map((name) => `netns del ${name}`)));
  batch([a, b, c].map((name) => `netns add ${name}`));
  batch([`link add name x0 netns ${c} type veth peer name x1 netns ${c}`]);
  const daemon = await DaemonProcess.start(`${context.prefix}*`);
  // The reader of the stream connects beside the start.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const rows: Row[] = [];
  for (const churn of [false, true]) {
    let changes = 0;
    const timer = churn ? setInterval(() => batch([`link set dev x0 alias a${changes++}`], c), 100) : undefined;
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await plug(daemon, a, b, `v${churn ? "c" : "q"}${round}`));
    clearInterval(timer);
    const p99 = quantile(times, 0.99);
    rows.push({
      name: churn ? "under 10 other changes a second" : "quiet",
      unit: "ms",
      better: "less",
      ours: summarize(times),
      peers: {},
      target: { text: "p99 <= 100 ms", met: p99 <= 100 },
      note: `p99 ${p99.toFixed(1)} of ${rounds}, three ip processes included`,
    });
  }
  await daemon.stop();
  return rows;
}

export const hotplug: Scenario = {
  name: "hotplug",
  summary: "a new veth pair between two watched namespaces, from its first ip command until both ends are known",
  peers: [],
  run,
};

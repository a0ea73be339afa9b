import { spawn, spawnSync } from "node:child_process";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { batch } from "./ring-lab.ts";
import { type Context, type Row, type Scenario, summarize } from "./scenario.ts";

const seconds = 2;

function throughput(namespace: string, server: string): number {
  const { stdout } = spawnSync("ip", ["netns", "exec", namespace, "iperf3", "-c", server, "-t", String(seconds), "-J"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const rate = (JSON.parse(stdout) as { end: { sum_received: { bits_per_second: number } } }).end.sum_received.bits_per_second;
  return rate / 1e9;
}

/** A packet socket of the kind that hears everything, as tcpdump has one, with a filter that lets only LLDP through. */
async function withListener(namespace: string, run: () => number): Promise<number> {
  const listener = spawn("ip", ["netns", "exec", namespace, "tcpdump", "-i", "eth0", "-p", "-w", "/dev/null", "ether proto 0x88cc"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise((resolve) => listener.stderr.once("data", resolve));
  try {
    return run();
  } finally {
    listener.kill();
  }
}

async function run(context: Context): Promise<readonly Row[]> {
  const pairs = context.short ? 3 : 12;
  const [a, b] = [`${context.prefix}da`, `${context.prefix}db`];
  context.cleanUp(() => batch([`netns del ${a}`, `netns del ${b}`]));
  batch([`netns add ${a}`, `netns add ${b}`, `link add name eth0 netns ${a} type veth peer name eth0 netns ${b}`]);
  for (const [namespace, address] of [
    [a, "10.9.9.1/24"],
    [b, "10.9.9.2/24"],
  ] as const)
    batch([`address add ${address} dev eth0`, "link set dev eth0 up"], namespace);
  const server = spawn("ip", ["netns", "exec", b, "iperf3", "-s"], { stdio: "ignore" });
  context.cleanUp(() => void server.kill());
  await new Promise((resolve) => setTimeout(resolve, 500));
  const [watched, plain, heavy]: number[][] = [[], [], []];
  throughput(a, "10.9.9.2");
  for (let pair = 0; pair < pairs; pair++) {
    const alone = throughput(a, "10.9.9.2");
    const daemon = await DaemonProcess.start(`${context.prefix}*`);
    await daemon.settled(
      () => daemon.status(),
      ({ neighbors }) => neighbors >= 2,
      "both ends",
    );
    const beside = throughput(a, "10.9.9.2");
    await daemon.stop();
    const everything = await withListener(b, () => throughput(a, "10.9.9.2"));
    plain?.push(alone);
    watched?.push(beside / alone);
    heavy?.push(everything / alone);
    context.log(
      `pair ${pair + 1}: ${alone.toFixed(2)} Gbit/s alone, ratio ${(beside / alone).toFixed(3)} watched, ${(everything / alone).toFixed(3)} with an ETH_P_ALL socket`,
    );
  }
  const ratio = summarize(watched as number[]);
  return [
    { name: "iperf3 without us", unit: "Gbit/s", better: "more", ours: summarize(plain as number[]), peers: {} },
    {
      name: "watched, as a share of without",
      unit: "ratio",
      better: "more",
      ours: ratio,
      peers: {},
      target: { text: "median >= 0.97", met: ratio.median >= 0.97 },
      note: `${pairs} alternating pairs of ${seconds} s`,
    },
    {
      name: "with one ETH_P_ALL socket and a filter, as a share of without",
      unit: "ratio",
      better: "more",
      ours: summarize(heavy as number[]),
      peers: {},
      note: "why we bind ETH_P_LLDP",
    },
  ];
}

export const datapath: Scenario = {
  name: "datapath",
  summary: "iperf3 over a veth pair whose ends are watched, alternating with the same pair without us",
  peers: ["iperf3"],
  run,
};

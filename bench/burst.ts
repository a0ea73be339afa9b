import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { openDirect } from "../src/native/index.ts";
import { DaemonProcess } from "../test/support/daemon-process.ts";
import { LldpdFarm } from "./lldpd-farm.ts";
import { batch } from "./ring-lab.ts";
import { lldpFrameOf } from "./sample-frame.ts";
import { type Context, type Row, type Scenario, summarize } from "./scenario.ts";

const count = 2000;
const limit = "/proc/sys/net/core/rmem_max";
const lengths = [60, 236, 1500] as const;

/** An LLDPDU in a frame of so many octets: cut or filled up after its end with zeroes. */
function frameOf(length: number): Uint8Array {
  const frame = new Uint8Array(length);
  const minimal = Uint8Array.of(
    0x01,
    0x80,
    0xc2,
    0,
    0,
    0x0e,
    2,
    0,
    0,
    0,
    0,
    9,
    0x88,
    0xcc,
    2,
    7,
    4,
    2,
    0,
    0,
    0,
    0,
    9,
    4,
    2,
    5,
    0x78,
    6,
    2,
    0,
    121,
    0,
    0,
  );
  const full = lldpFrameOf(1);
  frame.set(length >= full.length ? full : minimal);
  return frame;
}

async function sendAll(namespace: string, length: number): Promise<void> {
  const opener = await openDirect();
  const inode = Number(
    /\[(\d+)\]/.exec(spawnSync("ip", ["netns", "exec", namespace, "readlink", "/proc/self/ns/net"], { encoding: "utf8" }).stdout)?.[1],
  );
  const ifindex = Number(spawnSync("ip", ["netns", "exec", namespace, "cat", "/sys/class/net/eth0/ifindex"], { encoding: "utf8" }).stdout);
  await opener.listNamespaces("names");
  const socket = await opener.openPacket({ namespace: inode, ifindex, scope: "lldp" });
  const frame = frameOf(length);
  for (let index = 0; index < count; index++) while (socket.send(frame) !== 0) await new Promise((resolve) => setImmediate(resolve));
  await opener.close();
}

async function run(context: Context): Promise<readonly Row[]> {
  const before = readFileSync(limit, "utf8");
  context.cleanUp(() => writeFileSync(limit, before));
  writeFileSync(limit, "212992");
  const [a, b] = [`${context.prefix}ba`, `${context.prefix}bb`];
  context.cleanUp(() => batch([`netns del ${a}`, `netns del ${b}`]));
  batch([`netns add ${a}`, `netns add ${b}`, `link add name eth0 netns ${a} type veth peer name eth0 netns ${b}`]);
  for (const namespace of [a, b]) batch(["link set dev eth0 up"], namespace);
  const rows: Row[] = [];
  for (const length of lengths) {
    const daemon = await DaemonProcess.start(b);
    const heard = async () => (await daemon.port(`${b}:eth0`)).counters;
    const start = (await heard()).framesReceived;
    await sendAll(a, length);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { framesReceived, socketDrops, rateLimited } = await heard();
    const lost = Math.max(0, count - (framesReceived - start));
    await daemon.stop();
    const farm = await LldpdFarm.start(context, [b]);
    await sendAll(a, length);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const received = Number(/Received:\s+(\d+)/.exec(await farm.cli(0, "show", "statistics", "ports", "eth0"))?.[1] ?? 0);
    await farm.stop();
    rows.push({
      name: `${count} frames of ${length} octets back to back: lost`,
      unit: "frames",
      better: "less",
      ours: summarize([lost]),
      peers: { lldpd: summarize([count - received]) },
      target: { text: "0 lost; any loss counted", met: lost === 0 || socketDrops >= lost },
      note: `dropped by the socket ${socketDrops}, over the budget ${rateLimited}`,
    });
  }
  return rows;
}

export const burst: Scenario = {
  name: "burst",
  summary: "frames sent by a packet socket as fast as it takes them, net.core.rmem_max 212992",
  peers: ["lldpd", "lldpcli"],
  run,
};

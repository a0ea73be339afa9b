import { spawnSync } from "node:child_process";
import { appendFileSync, closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pcapHeader, pcapRecord } from "../src/capture/pcap-record.ts";
import { createPortAgent, decodeLldpdu, defaultParameters, portCounters, step } from "../src/lldp/index.ts";
import { lldpduLength, lldpFrameOf } from "./sample-frame.ts";
import { type Context, type Row, type Scenario, type Summary, summarize } from "./scenario.ts";

const program = join(process.cwd(), "bin/lldp-watch");
const scapyReader =
  "import sys\nfrom scapy.contrib import lldp\nfrom scapy.utils import rdpcap\nprint(sum(1 for p in rdpcap(sys.argv[1], int(sys.argv[2])) if p.haslayer(lldp.LLDPDU)))";

/** Decodings of one LLDPDU into a full value, each second, in this process. */
function decodeRate(count: number): number {
  const frames = Array.from({ length: 64 }, (_, index) => lldpFrameOf(index));
  let accepted = 0;
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    if (decodeLldpdu(frames[index & 63] as Uint8Array, 14).outcome === "accepted") accepted++;
  }
  const took = performance.now() - start;
  if (accepted !== count) throw new Error(`${count - accepted} LLDPDUs were not accepted`);
  return (1000 * count) / took;
}

/** Refreshes of an unchanged neighbor through the agent's step, each second. The virtual time between two is 100 ms. */
function refreshRate(count: number): number {
  const port = createPortAgent(defaultParameters, { take: () => true, give: () => undefined }, () => 0.5);
  step(
    port,
    { kind: "statuses", statuses: { "nearest-bridge": "rx-only", "nearest-non-tpmr-bridge": "rx-only", "nearest-customer-bridge": "rx-only" } },
    0,
  );
  step(port, { kind: "link", up: true, reason: "link-down" }, 0);
  const frame = lldpFrameOf(1);
  const event = { kind: "frame", octets: frame, vlan: null } as const;
  const heard = step(port, event, 1).effects.length;
  let effects = 0;
  const start = performance.now();
  for (let index = 1; index <= count; index++) effects += step(port, event, 100 * index).effects.length;
  const took = performance.now() - start;
  const { framesReceived } = portCounters(port);
  if (heard === 0 || effects > 0 || framesReceived !== count + 1) throw new Error(`${effects} effects of ${framesReceived} refreshes`);
  return (1000 * count) / took;
}

function writeCapture(path: string, frames: number): void {
  writeFileSync(path, pcapHeader());
  for (let from = 0; from < frames; from += 1000) {
    const records = Array.from({ length: Math.min(1000, frames - from) }, (_, index) =>
      pcapRecord(1_700_000_000_000 + from + index, lldpFrameOf(from + index), null),
    );
    appendFileSync(path, Buffer.concat(records));
  }
}

/** LLDPDUs each second of a whole process that reads the file; its output goes to a file that is thrown away, like ours. */
function processRate(folder: string, frames: number, file: string, words: readonly string[]): number {
  const sink = openSync(join(folder, "output"), "w");
  const start = performance.now();
  const { status } = spawnSync(file, words, { stdio: ["ignore", sink, "ignore"] });
  const took = performance.now() - start;
  closeSync(sink);
  if (status !== 0) throw new Error(`${file} ended with ${status}`);
  return (1000 * frames) / took;
}

interface Reader {
  readonly name: string;
  /** The part of the file that it reads: scapy would take half a minute for all of it. */
  readonly share: number;
  readonly file: string;
  words(capture: string, frames: number): readonly string[];
}

const readers: readonly Reader[] = [
  { name: "tcpdump -vv", share: 1, file: "tcpdump", words: (capture) => ["-nvvr", capture] },
  {
    name: "tshark fields",
    share: 1,
    file: "tshark",
    words: (capture) => ["-nr", capture, "-T", "fields", "-e", "lldp.chassis.id.mac", "-e", "lldp.port.id", "-e", "lldp.tlv.system.name"],
  },
  { name: "tshark json", share: 1, file: "tshark", words: (capture) => ["-nr", capture, "-T", "json"] },
  { name: "scapy", share: 0.1, file: "/usr/bin/python3", words: (capture, frames) => ["-c", scapyReader, capture, String(frames)] },
];

function ratio(ours: Summary, peers: Readonly<Record<string, Summary>>, peer: string): number {
  return ours.median / (peers[peer] as Summary).median;
}

async function run({ folder, short, rounds, log }: Context): Promise<readonly Row[]> {
  const frames = short ? 20_000 : 50_000;
  const loops = short ? 500_000 : 3_000_000;
  const capture = join(folder, "frames.pcap");
  writeCapture(capture, frames);
  const figures = { decode: [] as number[], refresh: [] as number[], ours: [] as number[] };
  const theirs = new Map<string, number[]>(readers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    log(`round ${round + 1}: ${loops} decodings and refreshes, then a file of ${frames} frames with each program`);
    figures.decode.push(decodeRate(loops));
    figures.refresh.push(refreshRate(loops));
    figures.ours.push(processRate(folder, frames, process.execPath, [program, "decode", "--ndjson", capture]));
    for (const { name, share, file, words } of readers) {
      theirs.get(name)?.push(processRate(folder, frames * share, file, words(capture, frames * share)));
    }
  }
  const ours = summarize(figures.ours);
  const peers = Object.fromEntries([...theirs].map(([name, rates]) => [name, summarize(rates)]));
  const met = ratio(ours, peers, "tcpdump -vv") >= 1.5 && ratio(ours, peers, "tshark json") >= 15;
  const [decode, refresh] = [summarize(figures.decode), summarize(figures.refresh)];
  return [
    row(`decode of an LLDPDU of ${lldpduLength} octets, in process`, decode, {}, { text: ">= 700,000/s", met: decode.median >= 700_000 }),
    row("refresh of an unchanged neighbor through step", refresh, {}, { text: ">= 1,000,000/s", met: refresh.median >= 1_000_000 }),
    row(`decode --ndjson of ${frames} frames, whole processes`, ours, peers, { text: ">= 1.5 x tcpdump, >= 15 x tshark json", met }),
  ];
}

function row(name: string, ours: Summary, peers: Row["peers"], target: NonNullable<Row["target"]>): Row {
  return { name, unit: "LLDPDUs/s", better: "more", ours, peers, target };
}

export const decode: Scenario = {
  name: "decode",
  summary: "each program reads the same capture and writes what it finds to a file; scapy reads its first tenth",
  peers: ["tcpdump", "tshark", "/usr/bin/python3"],
  run,
};

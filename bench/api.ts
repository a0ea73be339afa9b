import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { ApiProcess } from "../test/support/api-process.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

const readers = 1000;
const changesPerSecond = 20;

interface Load {
  /** Milliseconds. */
  readonly p99: number;
  readonly perSecond: number;
}

/** wrk from another process, 64 connections that each send the next request when the answer has come. */
async function load(url: string, seconds: number, header: string): Promise<Load> {
  const wrk = spawn("wrk", ["-t1", "-c64", `-d${seconds}`, "--latency", "-H", header, url], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  wrk.stdout.on("data", (text) => {
    printed += text;
  });
  const [code] = await once(wrk, "close");
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(printed);
  const perSecond = /Requests\/sec:\s+([\d.]+)/.exec(printed);
  if (code !== 0 || !p99 || !perSecond || /Non-2xx/.test(printed) || /Socket errors/.test(printed)) throw new Error(`wrk failed:\n${printed}`);
  return { p99: Number(p99[1]) * ({ us: 0.001, ms: 1, s: 1000 }[p99[2] ?? ""] ?? Number.NaN), perSecond: Number(perSecond[1]) };
}

/** Bundles one of the bench's own programs and runs it. */
async function program(name: string, ...args: readonly string[]) {
  const outfile = join(dirname(process.argv[1] as string), `${name}.mjs`);
  await build({ entryPoints: [`bench/${name}.ts`], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const child = spawn(process.execPath, [outfile, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    end: (): void => void child.stdin.end(),
    line: async (): Promise<string> => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended early`);
      return value;
    },
  };
}

interface Pair {
  readonly ours: Load[];
  readonly bare: Load[];
}

function requestRows(name: string, { ours, bare }: Pair, limit: number): Row[] {
  const figures = (loads: readonly Load[], pick: keyof Load) => summarize(loads.map((each) => each[pick]));
  const p99 = figures(ours, "p99");
  const peers = (pick: keyof Load) => ({ "node:http alone": figures(bare, pick) });
  return [
    {
      name: `${name}: p99`,
      unit: "ms",
      better: "less",
      ours: p99,
      peers: peers("p99"),
      target: { text: `<= ${limit} ms`, met: p99.median <= limit },
    },
    { name: `${name}: rate`, unit: "requests/s", better: "more", ours: figures(ours, "perSecond"), peers: peers("perSecond") },
  ];
}

async function requests({ short, rounds, log, cleanUp }: Context): Promise<readonly Row[]> {
  const api = await ApiProcess.start({ namespaces: 1000, cables: 5 });
  cleanUp(() => api.stop());
  const url = `${api.url}/api/v1/topology`;
  const reply = await fetch(url, { headers: { "accept-encoding": "gzip" } });
  const octets = reply.headers.get("content-length") ?? "";
  const etag = reply.headers.get("etag") ?? "";
  await reply.arrayBuffer();
  const bare = await program("bare-server", octets);
  cleanUp(bare.end);
  const bareUrl = `http://127.0.0.1:${await bare.line()}/`;
  const seconds = short ? 3 : 10;
  const full: Pair = { ours: [], bare: [] };
  const fresh: Pair = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    log(`requests, round ${round + 1} of ${rounds}`);
    for (const [pair, header] of [
      [full, "Accept-Encoding: gzip"],
      [fresh, `If-None-Match: ${etag}`],
    ] as const) {
      pair.ours.push(await load(url, seconds, header));
      pair.bare.push(await load(bareUrl, seconds, header));
    }
  }
  return [
    ...requestRows(`topology of 10,000 ports, ${octets} octets of gzip, 64 connections`, full, 20),
    ...requestRows("the same, answered 304", fresh, 2),
  ];
}

async function streamLoad(url: string): Promise<{ stop(): Promise<readonly number[]> }> {
  const clients = await program("stream-load", new URL(url).port, String(readers));
  await clients.line();
  return {
    stop: async () => {
      clients.end();
      return (JSON.parse(await clients.line()) as { latencies: number[] }).latencies;
    },
  };
}

async function streams({ short, log, cleanUp }: Context): Promise<readonly Row[]> {
  const api = await ApiProcess.start({ namespaces: 1000, cables: 5 });
  cleanUp(() => api.stop());
  const clients = await streamLoad(api.url);
  const seconds = short ? 10 : 60;
  log(`${readers} streams, ${changesPerSecond} changes/s, ${seconds} s`);
  await api.command(`change ${changesPerSecond}`);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await pause(2000);
  await api.command("lag");
  const memory: number[] = [];
  for (let second = 0; second < seconds; second++) {
    await pause(1000);
    memory.push((await api.stats()).memory.rss);
  }
  const lag = (await api.command("lag")) as number;
  await api.command("change 0");
  await pause(500);
  const latencies = await clients.stop();
  const expected = readers * changesPerSecond * seconds;
  if (latencies.length < expected * 0.95) throw new Error(`only ${latencies.length} of ${expected} changes reached the readers`);
  const p99 = quantile(latencies, 0.99);
  const half = memory.slice(memory.length / 2);
  const growth = (100 * (quantile(half.slice(-Math.ceil(half.length / 4)), 0.5) - (half[0] ?? 0))) / (half[0] ?? 1);
  const one = (figure: number) => summarize([figure]);
  const name = `${readers} streams, ${changesPerSecond} changes/s each, ${seconds} s`;
  return [
    { name: `${name}: change to reader, p99`, unit: "ms", better: "less", ours: one(p99), peers: {}, target: { text: "<= 200 ms", met: p99 <= 200 } },
    { name: `${name}: event loop lag, p99`, unit: "ms", better: "less", ours: one(lag), peers: {}, target: { text: "<= 50 ms", met: lag <= 50 } },
    {
      name: `${name}: resident memory, growth over the second half`,
      unit: "%",
      better: "less",
      ours: one(growth),
      peers: {},
      target: { text: "<= 5 %", met: growth <= 5 },
      note: `${Math.round((half.at(-1) ?? 0) / 1e6)} MB at the end, graph of 10,000 ports included`,
    },
  ];
}

async function run(context: Context): Promise<readonly Row[]> {
  if (spawnSync("wrk", ["-v"]).error) throw new Error("wrk is missing: npm run setup -- --peers, or apt-get install wrk");
  return [...(await requests(context)), ...(await streams(context))];
}

export const api: Scenario = {
  name: "api",
  summary:
    "The HTTP API on a graph of 10,000 ports in a process of its own; wrk, and the readers of the stream, in others. No peer has an HTTP API, so node:http without a framework stands beside it.",
  peers: [],
  run,
};

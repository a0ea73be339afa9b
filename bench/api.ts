import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
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

async function requests({ short, rounds, log, cleanUp }: Context): Promise<readonly Row[]> {
  const api = await ApiProcess.start({ namespaces: 1000, cables: 5 });
  cleanUp(() => api.stop());
  const url = `${api.url}/api/v1/topology`;
  const reply = await fetch(url, { headers: { "accept-encoding": "gzip" } });
  const octets = Number(reply.headers.get("content-length"));
  const etag = reply.headers.get("etag") ?? "";
  await reply.arrayBuffer();
  const [full, fresh]: Load[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    log(`requests, round ${round + 1} of ${rounds}`);
    full?.push(await load(url, short ? 3 : 10, "Accept-Encoding: gzip"));
    fresh?.push(await load(url, short ? 3 : 10, `If-None-Match: ${etag}`));
  }
  const figures = (loads: Load[] = [], pick: keyof Load) => summarize(loads.map((each) => each[pick]));
  const row = (name: string, loads: Load[] | undefined, limit: number): Row[] => {
    const p99 = figures(loads, "p99");
    return [
      { name: `${name}: p99`, unit: "ms", better: "less", ours: p99, peers: {}, target: { text: `<= ${limit} ms`, met: p99.median <= limit } },
      { name: `${name}: rate`, unit: "requests/s", better: "more", ours: figures(loads, "perSecond"), peers: {} },
    ];
  };
  return [...row(`topology of 10,000 ports, ${octets} octets of gzip, 64 connections`, full, 20), ...row("the same, answered 304", fresh, 2)];
}

async function streamLoad(url: string): Promise<{ stop(): Promise<readonly number[]> }> {
  const outfile = join(process.cwd(), ".cache/bench/stream-load.mjs");
  await build({ entryPoints: ["bench/stream-load.ts"], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const child = spawn(process.execPath, [outfile, new URL(url).port, String(readers)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the readers' process ended early: a stream was closed");
    return JSON.parse(value) as { latencies: number[] };
  };
  await read();
  return {
    stop: async () => {
      child.stdin.end();
      return (await read()).latencies;
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
  summary: "The HTTP API on a graph of 10,000 ports in a process of its own; wrk, and the readers of the stream, in others. No peer has an HTTP API.",
  peers: [],
  run,
};

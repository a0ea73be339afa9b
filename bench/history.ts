import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { silentLogger } from "../src/base/index.ts";
import { openThreadBackend, Recorder } from "../src/history/index.ts";
import { ChangingGraph } from "../test/support/changing-graph.ts";
import { runningClock } from "./running-clock.ts";
import { type Context, quantile, type Row, type Scenario, summarize } from "./scenario.ts";

const links = 1000;
/** Revision after the graph was built: a node and a link each. */
const grown = 2 * links;

function graphOf(epoch: string): ChangingGraph {
  const graph = new ChangingGraph(epoch);
  for (let index = 1; index <= links; index++) graph.grow(index);
  return graph;
}

/** Size that the history of the last row may have. */
const boundMegabytes = 16;

function recorderOf(graph: ChangingGraph, folder: string, epoch: string, maxBytes = 1 << 30): Recorder {
  const data = { path: join(folder, `${epoch}.db`), bounds: { maxBytes, maxAge: 1e12 }, stamp: "bench" };
  const script = pathToFileURL(join(dirname(process.argv[1] as string), "history-thread.mjs"));
  return new Recorder({ graph: graph.view, open: () => openThreadBackend(script, data, () => {}), clock: runningClock, log: silentLogger });
}

/** Changes at a steady pace, each timed from the moment it was due until the graph's listeners have returned. */
async function paced(graph: ChangingGraph, changes: number, perSecond: number): Promise<number[]> {
  const start = performance.now();
  const latencies: number[] = [];
  for (let index = 0; index < changes; index++) {
    const due = start + (1000 * index) / perSecond;
    while (performance.now() < due) await new Promise<void>((resolve) => setImmediate(resolve));
    graph.flip(1 + (index % links));
    latencies.push(performance.now() - due);
  }
  return latencies;
}

/** Megabytes of a file with a bound after so many changes, in batches of a thousand. */
async function boundedFile(folder: string, round: number, changes: number): Promise<number> {
  const graph = graphOf(`bounded${round}`);
  const recorder = recorderOf(graph, folder, graph.epoch, boundMegabytes * 1_000_000);
  await recorder.flush();
  let largest = 0;
  while (graph.revision < changes) {
    for (let index = 1; index <= links; index++) graph.flip(index);
    await recorder.flush();
    largest = Math.max(largest, statSync(join(folder, `${graph.epoch}.db`)).size);
  }
  await recorder.close();
  return largest / 1_000_000;
}

async function run({ folder, short, rounds, log }: Context): Promise<readonly Row[]> {
  const [without, within, at, rate, bytes, bound]: number[][] = [[], [], [], [], [], []];
  const changes = short ? 20_000 : 100_000;
  for (let round = 0; round < (short ? 1 : rounds); round++) {
    log(`round ${round + 1}: ${changes} changes at 4,000/s without and with the writer`);
    without?.push(quantile(await paced(graphOf("without"), changes / 4, 4000), 0.99));
    const graph = graphOf(`e${round}`);
    const recorder = recorderOf(graph, folder, graph.epoch);
    await recorder.flush();
    within?.push(quantile(await paced(graph, changes / 4, 4000), 0.99));
    const begin = performance.now();
    const from = graph.revision;
    while (graph.revision < changes) {
      for (let index = 1; index <= links; index++) graph.flip(index);
      await recorder.flush();
    }
    rate?.push((graph.revision - from) / ((performance.now() - begin) / 1000));
    bytes?.push(recorder.state().bytes / graph.revision);
    const times: number[] = [];
    for (let query = 0; query < 200; query++) {
      const sequence = grown + Math.floor(((graph.revision - grown) * query) / 200);
      const start = performance.now();
      const topology = await recorder.topologyAt(`${graph.epoch}-${sequence}`);
      times.push(performance.now() - start);
      if (topology?.revision !== sequence || topology.links.length !== links) throw new Error(`wrong topology at ${sequence}`);
    }
    at?.push(quantile(times, 0.99));
    await recorder.close();
    bound?.push(await boundedFile(folder, round, changes));
  }
  const row = (name: string, unit: string, better: Row["better"], figures: readonly number[], more: Partial<Row> = {}): Row => ({
    name,
    unit,
    better,
    ours: summarize(figures),
    peers: {},
    ...more,
  });
  const atSummary = summarize(at as number[]);
  return [
    row("a change, p99, without the writer", "ms", "less", without as number[]),
    row("a change, p99, with the writer", "ms", "less", within as number[]),
    row("written as fast as it goes", "changes/s", "more", rate as number[]),
    row("file, each change", "octets", "less", bytes as number[]),
    row(`file after ${changes} changes, bound ${boundMegabytes} MB`, "MB", "less", bound as number[], {
      target: { text: `<= ${boundMegabytes} MB and a tenth`, met: summarize(bound as number[]).max <= 1.1 * boundMegabytes },
    }),
    row(`topology at a moment, p99, ${links} links`, "ms", "less", at as number[], { target: { text: "<= 50 ms", met: atSummary.median <= 50 } }),
  ];
}

export const history: Scenario = {
  name: "history",
  summary: `a graph of ${links} links whose verdicts change; libsql in a thread of its own, write-ahead log; bounds off except in the row that names one`,
  peers: [],
  run,
};

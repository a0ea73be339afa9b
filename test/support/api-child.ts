import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import type { ApiOptions } from "../../src/api/index.ts";
import { apiRig } from "./api-rig.ts";

// An API on a fake graph in a process of its own; commands come as lines on standard input, answers go as lines to standard output.

interface ChildOptions {
  readonly namespaces: number;
  readonly cables?: number;
  readonly chords?: number;
  readonly descriptorOf?: string;
  readonly options?: ApiOptions;
}

const { descriptorOf, options, ...shape } = JSON.parse(process.argv[2] ?? "{}") as ChildOptions;
const { api, graph } = await apiRig({ ...shape, wall: Date.now }, options);
const listener = await api.listen(
  descriptorOf === undefined ? { kind: "tcp", host: "127.0.0.1", port: 0 } : { kind: "descriptor", descriptor: 3, name: descriptorOf },
);
const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
answer(listener.url);

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let changing: NodeJS.Timeout | null = null;
const commands: Record<string, (argument: number) => unknown> = {
  say: (count) => graph.say(count),
  change: (perSecond) => {
    if (changing) clearInterval(changing);
    let next = 0;
    changing = perSecond > 0 ? setInterval(() => graph.flip(next++), 1000 / perSecond) : null;
  },
  stats: () => ({ ...api.stats(), revision: graph.revision, neighbors: graph.neighbors().length, memory: process.memoryUsage() }),
  // What the histogram holds is the time from one 10 ms tick to the next.
  lag: () => {
    const p99 = Math.max(0, delay.percentile(99) / 1e6 - 10);
    delay.reset();
    return p99;
  },
  collect: () => globalThis.gc?.(),
};
for await (const line of createInterface(process.stdin)) {
  const [name = "", argument = "0"] = line.split(" ");
  answer(commands[name]?.(Number(argument)) ?? null);
}
await api.close();
process.exit(0);

// A process that records changes as fast as it can and prints, a line each, the sequence up to which the file has acknowledged.
// Arguments: the file, the script of the history thread, the number of changes, the epoch.
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { silentLogger } from "../../src/base/index.ts";
import { openThreadBackend, Recorder } from "../../src/history/index.ts";
import { ChangingGraph } from "./changing-graph.ts";

const [path, script, changes, epoch] = process.argv.slice(2) as [string, string, string, string];
const graph = new ChangingGraph(epoch);
const clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(deadline: number, run: () => void) {
    const timer = setTimeout(run, deadline - performance.now());
    return () => clearTimeout(timer);
  },
};
const bounds = { maxBytes: 1 << 30, maxAge: 1e12 };
const open = () =>
  openThreadBackend(pathToFileURL(script), { path, bounds, stamp: String(process.pid) }, (moved) => writeSync(1, `moved ${moved}\n`));
const recorder = new Recorder({ graph: graph.view, open, clock, log: silentLogger, gather: 5 });
for (let index = 1; index <= 50; index++) graph.grow(index);
while (graph.revision < Number(changes)) {
  for (let index = 1; index <= 20; index++) graph.flip(index);
  await recorder.flush();
  const { state, error } = recorder.state();
  writeSync(1, state === "running" ? `${graph.revision}\n` : `failed ${error}\n`);
  if (state === "failed") await new Promise((resolve) => setTimeout(resolve, 200));
}
await recorder.close();
writeSync(1, "closed\n");

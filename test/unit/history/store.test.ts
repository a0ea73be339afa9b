import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/index.ts";
import { openDatabase } from "../../../src/history/database.ts";
import { type HistoryBackend, type HistoryBounds, HistoryError, Recorder } from "../../../src/history/index.ts";
import { HistoryStore } from "../../../src/history/store.ts";
import { ChangingGraph } from "../../support/changing-graph.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

const roomy: HistoryBounds = { maxBytes: 1 << 30, maxAge: 1e12 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lw-history-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "history.db");
const openStore = (bounds = roomy) => new HistoryStore(openDatabase(file(), "stamp").database, bounds);

/** The store without a thread: another implementation of the same interface. */
function inline(store: HistoryStore): HistoryBackend {
  const settle = async <T>(run: () => T): Promise<T> => run();
  return {
    append: (batch) => settle(() => store.append(batch)),
    topologyAt: (moment) => settle(() => store.topologyAt(moment)),
    events: (query) => settle(() => store.events(query)),
    reaches: (id) => settle(() => store.reaches(id)),
    close: () => settle(() => store.close()),
  };
}

function record(graph: ChangingGraph, bounds = roomy) {
  const clock = new TurnedClock();
  const recorder = new Recorder({ graph: graph.view, open: async () => inline(openStore(bounds)), clock, log: silentLogger });
  return { clock, recorder };
}

describe("history", () => {
  it("gives back the topology after each event and at each time", async () => {
    const graph = new ChangingGraph();
    const { recorder } = record(graph);
    await recorder.flush();
    const seen = new Map<string, ReturnType<ChangingGraph["topology"]>>();
    for (let index = 1; index <= 30; index++) {
      graph.grow(index);
      if (index % 3 === 0) graph.flip(index);
      if (index % 7 === 0) graph.shrink(index);
      await recorder.flush();
      seen.set(`${graph.epoch}-${graph.revision}`, graph.topology());
    }
    for (const [id, topology] of seen) {
      expect(await recorder.topologyAt(id)).toEqual(topology);
      expect(await recorder.topologyAt(topology.generatedAt)).toEqual(topology);
    }
    expect(await recorder.topologyAt("2020-01-01T00:00:00Z")).toBeNull();
    expect(await recorder.topologyAt("nonsense")).toBeNull();
    await recorder.close();
  });

  it("gathers events of one flush and still knows the graph after each of them", async () => {
    const graph = new ChangingGraph();
    const { recorder } = record(graph);
    await recorder.flush();
    const seen = new Map<string, ReturnType<ChangingGraph["topology"]>>();
    graph.changes.subscribe(([event]) => seen.set(event?.id as string, graph.topology()));
    for (let index = 1; index <= 10; index++) graph.grow(index);
    graph.flip(3);
    graph.shrink(5);
    graph.flip(3);
    expect(seen.size).toBe(24);
    for (const [id, topology] of seen) expect(await recorder.topologyAt(id)).toEqual(topology);
    await recorder.close();
  });

  it("continues after a restart and answers across epochs", async () => {
    for (const epoch of ["first", "second"]) {
      const graph = new ChangingGraph(epoch);
      const { recorder } = record(graph);
      await recorder.flush();
      graph.grow(1);
      graph.flip(1);
      await recorder.close();
    }
    const store = openStore();
    expect(store.events({ limit: 100 }).map((event) => event.id)).toEqual(["first-1", "first-2", "first-3", "second-1", "second-2", "second-3"]);
    expect(store.events({ after: "first-2", limit: 2 }).map((event) => event.id)).toEqual(["first-3", "second-1"]);
    expect(store.reaches("first-1")).toBe(true);
    expect(store.reaches("third-1")).toBe(false);
    expect(store.reaches("second-9")).toBe(false);
    expect(store.topologyAt("first-2")?.links).toHaveLength(1);
    store.close();
  });

  it("filters by namespace (both ends of a link), kind and time", async () => {
    const graph = new ChangingGraph();
    const { recorder } = record(graph);
    for (let index = 1; index <= 3; index++) graph.grow(index);
    graph.flip(2);
    const ids = async (query: object) => (await recorder.events({ limit: 100, ...query })).map((event) => event.id);
    expect(await ids({ namespace: "n2" })).toEqual(["e1-4", "e1-6", "e1-7"]);
    expect(await ids({ kinds: ["link-changed"] })).toEqual(["e1-7"]);
    expect(await ids({ since: "2026-01-01T00:00:03Z", until: "2026-01-01T00:00:04Z" })).toEqual(["e1-3", "e1-4"]);
    expect(await ids({ limit: 2 })).toEqual(["e1-1", "e1-2"]);
    expect(await ids({ after: "unknown-3" })).toEqual([]);
    await recorder.close();
  });

  it("holds its bound on size, and what is left can still be replayed", async () => {
    const graph = new ChangingGraph();
    const bounds = { maxBytes: 3_000_000, maxAge: 1e12 };
    const { recorder } = record(graph, bounds);
    for (let index = 1; index <= 40; index++) graph.grow(index);
    for (let round = 0; round < 400; round++) {
      for (let index = 1; index <= 40; index++) graph.flip(index);
      await recorder.flush();
    }
    expect(recorder.state().bytes).toBeLessThanOrEqual(bounds.maxBytes * 1.3);
    expect(statSync(file()).size).toBeLessThanOrEqual(bounds.maxBytes * 1.5);
    const [oldest] = await recorder.events({ limit: 1 });
    expect(await recorder.reaches(oldest?.id as string)).toBe(true);
    expect(await recorder.reaches("e1-1")).toBe(false);
    expect((await recorder.topologyAt(oldest?.id as string))?.links).toHaveLength(40);
    expect(await recorder.topologyAt(`e1-${graph.revision}`)).toEqual(graph.topology());
    await recorder.close();
  });

  it("forgets what is older than its age", async () => {
    const graph = new ChangingGraph();
    const { recorder } = record(graph, { maxBytes: 1 << 30, maxAge: 3_600_000 });
    for (let index = 1; index <= 40; index++) graph.grow(index);
    for (let round = 0; round < 300; round++) {
      for (let index = 1; index <= 40; index++) graph.flip(index);
      await recorder.flush();
    }
    const [oldest] = await recorder.events({ limit: 1 });
    // Each event is a second; a stretch between two snapshots is kept whole.
    expect(Date.parse(oldest?.time as string)).toBeGreaterThan(Date.parse(graph.changedAt) - 2 * 3_600_000);
    await recorder.close();
  });

  it("moves a corrupt file aside and starts a new one", async () => {
    writeFileSync(file(), "this is no database, but it is long enough to be mistaken for one".repeat(100));
    const opened = openDatabase(file(), "now");
    expect(opened.movedAside).toBe(`${file()}.corrupt-now`);
    opened.database.close();
    expect(readdirSync(folder)).toContain("history.db.corrupt-now");
  });

  it("goes on in memory when the file cannot be written, tries again, and marks what was lost", async () => {
    const graph = new ChangingGraph();
    const clock = new TurnedClock();
    const store = openStore();
    let broken = false;
    const backend = inline(store);
    const append: HistoryBackend["append"] = (batch) =>
      broken ? Promise.reject(new HistoryError("SQLITE_FULL", "disk full")) : backend.append(batch);
    const recorder = new Recorder({ graph: graph.view, open: async () => ({ ...backend, append }), clock, log: silentLogger, queueLimit: 20 });
    graph.grow(1);
    await recorder.flush();
    broken = true;
    for (let index = 2; index <= 6; index++) graph.grow(index);
    await recorder.flush();
    expect(recorder.state()).toMatchObject({ state: "failed", error: "SQLITE_FULL" });
    broken = false;
    clock.turn(2_000);
    await recorder.flush();
    expect(recorder.state().state).toBe("running");
    expect(await recorder.reaches("e1-1")).toBe(true);
    expect((await recorder.events({ limit: 100 })).map((event) => event.id)).toEqual(Array.from({ length: 12 }, (_, index) => `e1-${index + 1}`));

    broken = true;
    for (let index = 7; index <= 30; index++) graph.grow(index);
    await recorder.flush();
    broken = false;
    await recorder.flush();
    expect(recorder.lost).toBeGreaterThan(0);
    expect(await recorder.reaches("e1-12")).toBe(false);
    expect(await recorder.topologyAt(`e1-${graph.revision}`)).toEqual(graph.topology());
    await recorder.close();
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { type NamespaceHolder, SystemError } from "../../../src/native/index.ts";
import { type NamespaceWatcher, watchNamespaces } from "../../../src/netns/index.ts";
import { FakeOpener, promisesRun } from "../../support/fake-opener.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

const task = (pid: number): NamespaceHolder => ({ pid, startTime: 1, command: "sleep", cgroup: "0::/", by: "task" });
const id = "ab".repeat(32);

describe("watchNamespaces", () => {
  let opener: FakeOpener;
  let clock: TurnedClock;
  let told: string[];

  beforeEach(() => {
    opener = new FakeOpener();
    clock = new TurnedClock();
    told = [];
  });

  const watch = async (options: Partial<Parameters<typeof watchNamespaces>[0]> = {}): Promise<NamespaceWatcher> => {
    const watcher = await watchNamespaces({ opener: opener.asOpener(), clock, ...options });
    watcher.appeared.subscribe(({ name }) => told.push(`appeared ${name}`));
    watcher.renamed.subscribe(({ before, after }) => told.push(`renamed ${before.name} ${after.name}`));
    watcher.vanished.subscribe(({ name }) => told.push(`vanished ${name}`));
    watcher.faults.subscribe(({ name, error }) => told.push(`fault ${name} ${error.code}`));
    return watcher;
  };
  const turn = async (by: number) => {
    clock.turn(by);
    await promisesRun();
  };

  it("scans at the start, every 30 s, and not for changes of names alone", async () => {
    await watch();
    expect(opener.listings).toEqual(["names", "all"]);
    opener.namespaces = { 2: { names: ["a"] } };
    opener.namesChanged();
    await promisesRun();
    expect(told).toEqual(["appeared a"]);
    expect(opener.listings).toEqual(["names", "all", "names"]);
    await turn(29_999);
    expect(opener.listings).toHaveLength(3);
    await turn(2);
    expect(opener.listings).toEqual(["names", "all", "names", "all"]);
  });

  it("reads names once more for whatever happens while it reads them", async () => {
    await watch();
    for (let change = 0; change < 10; change++) opener.namesChanged();
    await promisesRun();
    expect(opener.listings).toEqual(["names", "all", "names", "names"]);
  });

  it("scans once for many who ask at a time, and rests between scans in proportion to their cost", async () => {
    const watcher = await watch();
    const slow = opener.listNamespaces.bind(opener);
    opener.listNamespaces = (scope) => {
      clock.turn(10);
      return slow(scope);
    };
    const scans = [watcher.scan(), watcher.scan(), watcher.scan()];
    await promisesRun();
    expect(opener.listings).toEqual(["names", "all", "all"]);
    await turn(39);
    expect(opener.listings).toHaveLength(3);
    await turn(2);
    await Promise.all(scans);
    expect(opener.listings).toHaveLength(4);
    expect(watcher.statistics()).toEqual({ scans: 3, lastDuration: 10, totalDuration: 20 });
  });

  it("lets go of a nameless namespace within 50 ms when its last process ends, scan or no scan", async () => {
    opener.namespaces = { 2: { holders: [task(70)] } };
    await watch();
    opener.listNamespaces = () => new Promise(() => {});
    opener.processEnds(70);
    await turn(49);
    expect(told).toEqual([]);
    await turn(2);
    expect(told).toEqual(["vanished sleep-70"]);
  });

  it("keeps it, under another name, when the scan finds somebody else", async () => {
    opener.namespaces = { 2: { holders: [task(70)] } };
    await watch();
    opener.namespaces = { 2: { holders: [task(71)] } };
    opener.processEnds(70);
    await promisesRun();
    await turn(100);
    expect(told).toEqual(["renamed sleep-70 sleep-71"]);
    expect([...opener.watched.keys()]).toEqual([71]);
  });

  it("looks for a process that keeps a namespace which lost its name", async () => {
    opener.namespaces = { 2: { names: ["a"] } };
    await watch();
    opener.namespaces = { 2: { holders: [task(70)] } };
    opener.namesChanged();
    await promisesRun();
    await turn(1);
    expect(told).toEqual(["vanished a", "appeared sleep-70"]);
  });

  it("tells a name that is no namespace once, and only when it stays so", async () => {
    await watch();
    const error = new SystemError("setns", 22, "EINVAL");
    opener.faults = [{ name: "brief", error }];
    opener.namesChanged();
    await promisesRun();
    opener.faults = [{ name: "bad", error }];
    opener.namesChanged();
    await promisesRun();
    for (let second = 0; second < 5; second++) await turn(1000);
    expect(told).toEqual(["fault bad EINVAL"]);
    opener.faults = [];
    opener.namesChanged();
    await turn(1000);
    opener.faults = [{ name: "bad", error }];
    opener.namesChanged();
    for (let second = 0; second < 5; second++) await turn(1000);
    expect(told).toEqual(["fault bad EINVAL", "fault bad EINVAL"]);
  });

  it("asks the container runtime once for names that are new", async () => {
    let asked = 0;
    opener.namespaces = { 2: { holders: [{ ...task(70), cgroup: `0::/docker/${id}` }] } };
    const watcher = await watch({
      containerNames: async () => {
        asked++;
        return new Map([[id, "web"]]);
      },
    });
    await promisesRun();
    expect(watcher.namespaces.get(2)).toMatchObject({ name: "web", names: ["web", "abababababab"] });
    await turn(31_000);
    expect(asked).toBe(1);
  });

  it("goes on when a listing fails, and says nothing after it was closed", async () => {
    const watcher = await watch();
    opener.refusal = new SystemError("open", 24, "EMFILE");
    opener.namesChanged();
    await turn(31_000);
    opener.refusal = null;
    opener.namespaces = { 2: { names: ["a"] } };
    opener.namesChanged();
    await promisesRun();
    expect(told).toEqual(["appeared a"]);
    await watcher.close();
    opener.namespaces = {};
    opener.namesChanged();
    await turn(100_000);
    expect(told).toEqual(["appeared a"]);
    expect(clock.waiting).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import type { NamespaceHolder, NamespaceList } from "../../../src/native/index.ts";
import { NamespaceCensus } from "../../../src/netns/namespace-census.ts";

const task = (pid: number, by: "task" | "descriptor" = "task"): NamespaceHolder => ({ pid, startTime: 1, command: "sleep", cgroup: "0::/", by });
const list = (found: Record<number, { names?: string[]; holders?: NamespaceHolder[] }>): NamespaceList => ({
  own: 1,
  namespaces: Object.entries(found).map(([inode, { names = [], holders = [] }]) => ({ inode: Number(inode), names, holders })),
  faults: [],
});
const count = (census: NamespaceCensus) => {
  const { vanished, renamed, appeared } = census.count(new Map());
  return {
    vanished: vanished.map(({ name }) => name),
    renamed: renamed.map(({ before, after }) => `${before.name} ${after.name}`),
    appeared: appeared.map(({ name }) => name),
  };
};
const quiet = { vanished: [], renamed: [], appeared: [] };

function census(found: Parameters<typeof list>[0]): NamespaceCensus {
  const made = new NamespaceCensus(1);
  made.readNames(list(found));
  made.readHolders(list(found));
  count(made);
  return made;
}

describe("NamespaceCensus", () => {
  it("tells who came, and nothing twice", () => {
    const made = new NamespaceCensus(1);
    made.readNames(list({ 2: { names: ["a"] } }));
    expect(count(made)).toEqual({ vanished: [], renamed: [], appeared: ["host", "a"] });
    expect(count(made)).toEqual(quiet);
  });

  it("takes another inode under the same name for another namespace", () => {
    const made = census({ 2: { names: ["a"] } });
    made.readNames(list({ 3: { names: ["a"] } }));
    expect(count(made)).toEqual({ vanished: ["a"], renamed: [], appeared: ["a"] });
  });

  it("follows names of one namespace", () => {
    const made = census({ 2: { names: ["b"] } });
    made.readNames(list({ 2: { names: ["a", "b"] } }));
    expect(count(made)).toEqual({ vanished: [], renamed: ["b a"], appeared: [] });
  });

  it("lets a namespace go with its last name at once when nobody was seen in it", () => {
    const made = census({ 2: { names: ["a"] } });
    made.readNames(list({}));
    expect(count(made)).toEqual({ vanished: ["a"], renamed: [], appeared: [] });
  });

  it("keeps a namespace that lost its name while a process lives in it, until that ends", () => {
    const made = census({ 2: { names: ["a"], holders: [task(70), task(71)] } });
    expect([...made.guardians()]).toEqual([]);
    made.readNames(list({}));
    expect(count(made)).toEqual({ vanished: [], renamed: ["a sleep-70"], appeared: [] });
    expect([...made.guardians()]).toEqual([[2, 70]]);
    expect(made.processEnded(70)).toEqual([]);
    expect([...made.guardians()]).toEqual([[2, 71]]);
    expect(made.processEnded(71)).toEqual([2]);
    made.readHolders(list({}));
    expect(count(made).vanished).toHaveLength(1);
  });

  it("does not name a dying namespace after those who have not closed their descriptors yet", () => {
    const made = census({ 2: { holders: [task(70), task(5, "descriptor")] } });
    made.processEnded(70);
    expect(made.readHolders(list({ 2: { holders: [task(5, "descriptor")] } }))).toBe(true);
    expect(count(made)).toEqual({ vanished: ["sleep-70"], renamed: [], appeared: [] });
    expect(made.readHolders(list({ 2: { holders: [task(5, "descriptor")] } }))).toBe(false);
    expect(count(made)).toEqual({ vanished: [], renamed: [], appeared: ["sleep-5"] });
  });

  it("does so also when the last two ended one after the other", () => {
    const made = census({ 2: { holders: [task(70), task(71), task(5, "descriptor")] } });
    expect([70, 71, 5].map((pid) => made.processEnded(pid))).toEqual([[], [2], [2]]);
    expect(made.readHolders(list({ 2: { holders: [task(6, "descriptor")] } }))).toBe(true);
  });

  it("lets a namespace go with its last name when only descriptors are known, as another watcher has them", () => {
    const made = census({ 2: { names: ["a"], holders: [task(5, "descriptor")] } });
    expect(made.readNames(list({}))).toBe(true);
    expect(count(made)).toEqual({ vanished: ["a"], renamed: [], appeared: [] });
    expect(made.readNames(list({}))).toBe(false);
  });

  it("releases orphans unless a look at every process found somebody", () => {
    const found = { 2: { holders: [task(70)] }, 3: { holders: [task(80)] } };
    const made = census(found);
    made.processEnded(70);
    made.release([2]);
    expect(count(made).vanished).toEqual(["sleep-70"]);
    made.processEnded(80);
    made.readHolders(list({ 3: { holders: [task(81)] } }));
    made.release([3]);
    expect(count(made)).toEqual({ vanished: [], renamed: ["sleep-80 sleep-81"], appeared: [] });
  });
});

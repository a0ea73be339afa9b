import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ListingFault } from "../../src/native/index.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { NetnsView } from "../support/netns-view.ts";
import { privileged } from "../support/privilege.ts";

const soon = { timeout: 5000, interval: 2 };

describe.skipIf(!privileged)("NamespaceWatcher on the kernel", () => {
  let lab: NamespaceLab;
  let view: NetnsView;
  const told: string[] = [];

  beforeEach(async () => {
    lab = new NamespaceLab("netns");
    told.length = 0;
    view = await NetnsView.open(({ names }) => names.some((name) => name.startsWith(lab.prefix)));
    const ours = (name: string) => name.startsWith(lab.prefix);
    const note = (what: string, name: string) => ours(name) && told.push(`${what} ${name.slice(lab.prefix.length)}`);
    view.watcher.appeared.subscribe(({ name }) => note("appeared", name));
    view.watcher.renamed.subscribe(({ before, after }) => {
      // A scan may see a new namespace by the process that makes it, before it has its name.
      if (ours(before.name)) note(`renamed ${after.name.slice(lab.prefix.length)} from`, before.name);
      else note("appeared", after.name);
    });
    view.watcher.vanished.subscribe(({ name }) => note("vanished", name));
  });

  afterEach(async () => {
    await view.close();
    await lab.close();
  });

  it("calls our own namespace host", () => {
    expect(view.watcher.namespaces.get(view.watcher.own)).toMatchObject({ name: "host", kind: "host" });
  });

  it("tells names that come, change, and are taken by another namespace", async () => {
    await lab.namespace("a");
    await expect.poll(() => told, soon).toEqual(["appeared a"]);
    const { inode } = view.named(lab.name("a")) as { inode: number };
    await lab.exec("a", "touch", `/run/netns/${lab.name("0")}`);
    await lab.exec("a", "true");
    await lab.remove("a");
    await lab.namespace("a");
    await expect.poll(() => told, soon).toEqual(["appeared a", "vanished a", "appeared a"]);
    expect(view.named(lab.name("a"))?.inode).not.toBe(inode);
    rmSync(`/run/netns/${lab.name("0")}`);
  });

  it("says once, with its name and cause, that a file is no namespace, and goes on", async () => {
    const faults: ListingFault[] = [];
    view.watcher.faults.subscribe((fault) => fault.name.startsWith(lab.prefix) && faults.push(fault));
    closeSync(openSync(`/run/netns/${lab.name("file")}`, "w"));
    try {
      await expect.poll(() => faults, soon).toMatchObject([{ name: lab.name("file"), error: { name: "SystemError", code: "EINVAL" } }]);
      await lab.namespace("after");
      await expect.poll(() => told, soon).toEqual(["appeared after"]);
      expect(faults).toHaveLength(1);
    } finally {
      rmSync(`/run/netns/${lab.name("file")}`);
    }
  });

  it("keeps a namespace whose name is gone as long as a process lives in it", async () => {
    await lab.cable("a:eth0", "b:eth0");
    const process = lab.spawn("b", "sleep", "600");
    await expect.poll(() => view.peer(lab.name("a"), "eth0"), soon).toBe(`${lab.name("b")}:eth0`);
    await view.watcher.scan();
    await lab.remove("b");
    await expect.poll(() => view.named(`sleep-${process.pid}`), soon).toMatchObject({ kind: "process" });
    expect(view.peer(lab.name("a"), "eth0")).toBe(`sleep-${process.pid}:eth0`);
    process.kill("SIGKILL");
    await expect.poll(() => view.interface(lab.name("a"), "eth0"), soon).toBeUndefined();
    expect(existsSync(`/proc/${process.pid}`)).toBe(false);
  });

  it("survives namespaces that are deleted while they are entered", async () => {
    for (let round = 0; round < 50; round++) {
      await lab.namespace("brief");
      await lab.remove("brief");
    }
    await lab.cable("a:eth0", "b:eth0");
    await expect.poll(() => view.peer(lab.name("a"), "eth0"), soon).toBe(`${lab.name("b")}:eth0`);
    expect(view.named(lab.name("brief"))).toBeUndefined();
  });

  it("counts what scans cost", async () => {
    const before = view.watcher.statistics();
    await view.watcher.scan();
    const { scans, lastDuration, totalDuration } = view.watcher.statistics();
    expect(scans).toBeGreaterThan(before.scans);
    expect(lastDuration).toBeGreaterThan(0);
    expect(totalDuration).toBeGreaterThanOrEqual(before.totalDuration + lastDuration);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { Signal } from "../../../src/base/index.ts";
import {
  type InterfaceFacts,
  type LinkEvent,
  type LinkMonitor,
  type NamespaceWatcher,
  WiringKeeper,
  watchNamespaces,
} from "../../../src/netns/index.ts";
import { FakeOpener, promisesRun } from "../../support/fake-opener.ts";
import { interfaceFacts } from "../../support/interface-facts.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

class FakeMonitor implements Partial<LinkMonitor> {
  readonly events = new Signal<LinkEvent>();
  readonly forgottenIds = new Signal<number>();
  readonly interfaces = new Map<number, InterfaceFacts>();
  readonly refreshed: number[] = [];
  readonly namespace: number;

  constructor(namespace: number, ...facts: Parameters<typeof interfaceFacts>[0][]) {
    this.namespace = namespace;
    for (const each of facts) this.interfaces.set(each.ifindex, interfaceFacts(each));
  }

  refresh(ifindex: number): void {
    this.refreshed.push(ifindex);
  }

  change(given: Parameters<typeof interfaceFacts>[0]): void {
    const before = this.interfaces.get(given.ifindex);
    const after = interfaceFacts(given);
    this.interfaces.set(given.ifindex, after);
    this.events.emit(before ? { kind: "changed", before, after } : { kind: "appeared", after });
  }

  vanish(ifindex: number, movedTo: number | null = null): void {
    const before = this.interfaces.get(ifindex) as InterfaceFacts;
    this.interfaces.delete(ifindex);
    this.events.emit({ kind: "vanished", before, movedTo });
  }

  asMonitor(): LinkMonitor {
    return this as unknown as LinkMonitor;
  }
}

const ref = (namespace: number, ifindex: number) => ({ namespace, ifindex });
const end = (ifindex: number, id: number) => ({ ifindex, link: ifindex, linkNamespaceId: id });

describe("WiringKeeper", () => {
  let opener: FakeOpener;
  let clock: TurnedClock;
  let watcher: NamespaceWatcher;
  let keeper: WiringKeeper;
  let changed: string[];

  beforeEach(async () => {
    opener = new FakeOpener();
    clock = new TurnedClock();
    opener.namespaces = { 10: { names: ["a"] }, 11: { names: ["b"] }, 12: { names: ["c"] } };
    watcher = await watchNamespaces({ opener: opener.asOpener(), clock });
    keeper = new WiringKeeper({ opener: opener.asOpener(), watcher, clock });
    changed = [];
    keeper.changes.subscribe((refs) => changed.push(...refs.map(({ namespace, ifindex }) => `${namespace}:${ifindex}`)));
  });

  const follow = async (...monitors: FakeMonitor[]) => {
    for (const monitor of monitors) keeper.follow(monitor.asMonitor());
    clock.turn(0);
    await promisesRun();
  };

  it("finds the other end of a pair, asking only about those that could hold it", async () => {
    opener.nsids = { "10/0": 11, "11/4": 10 };
    await follow(new FakeMonitor(10, end(2, 0)), new FakeMonitor(11, end(2, 4)), new FakeMonitor(12));
    expect(keeper.peerOf(ref(10, 2))).toEqual(ref(11, 2));
    expect(keeper.peerOf(ref(11, 2))).toEqual(ref(10, 2));
    expect(changed.sort()).toEqual(["10:2", "11:2"]);
    expect(opener.questions).toEqual([
      { namespace: 10, nsid: 0, peers: [11] },
      { namespace: 11, nsid: 4, peers: [10] },
    ]);
  });

  it("does not take a macvlan for the other end of its parent's pair, though the numbers fit", async () => {
    opener.nsids = { "10/0": 11, "11/4": 10, "12/5": 10 };
    await follow(new FakeMonitor(12, { ...end(2, 5), kind: "macvlan" }), new FakeMonitor(10, end(2, 0)), new FakeMonitor(11, end(2, 4)));
    expect(keeper.parentOf(ref(12, 2))).toEqual(ref(10, 2));
    expect(keeper.peerOf(ref(10, 2))).toEqual(ref(11, 2));
  });

  it("has the other end looked at when the carrier of one goes, comes, or the end itself goes", async () => {
    opener.nsids = { "10/0": 11, "11/4": 10 };
    const [near, far] = [new FakeMonitor(10, end(2, 0)), new FakeMonitor(11, end(2, 4))];
    await follow(near, far);
    near.change({ ...end(2, 0), adminUp: false, carrier: false });
    near.change({ ...end(2, 0), adminUp: false, carrier: false, mtu: 9000 });
    expect(far.refreshed).toEqual([2]);
    near.change(end(2, 0));
    expect(far.refreshed).toEqual([2, 2]);
    changed.length = 0;
    near.vanish(2);
    expect(far.refreshed).toEqual([2, 2, 2]);
    expect(changed.sort()).toEqual(["10:2", "11:2"]);
  });

  it("asks anew when the kernel forgets an nsid, and drops an answer that comes too late", async () => {
    opener.nsids = { "10/0": 11, "11/4": 10 };
    const near = new FakeMonitor(10, end(2, 0));
    keeper.follow(near.asMonitor());
    clock.turn(0);
    near.forgottenIds.emit(0);
    await follow(new FakeMonitor(11, end(2, 4)));
    expect(keeper.peerOf(ref(10, 2))).toEqual(ref(11, 2));
    near.forgottenIds.emit(0);
    expect(keeper.peerOf(ref(10, 2))).toBeNull();
    near.change({ ...end(2, 0), mtu: 9000 });
    await promisesRun();
    expect(keeper.peerOf(ref(10, 2))).toEqual(ref(11, 2));
  });

  it("looks for a namespace that nobody knows, at once and a few times more, then leaves it to the regular scan", async () => {
    opener.nsids = { "10/0": 99 };
    await follow(new FakeMonitor(10, end(2, 0)));
    for (let step = 0; step < 100; step++) {
      clock.turn(100);
      await promisesRun();
    }
    expect(watcher.statistics().scans).toBe(6);
    opener.namespaces = { ...opener.namespaces, 99: { names: ["late"] } };
    opener.nsids = { "10/0": 99, "99/1": 10 };
    opener.namesChanged();
    await promisesRun();
    await follow(new FakeMonitor(99, end(2, 1)));
    expect(keeper.peerOf(ref(10, 2))).toEqual(ref(99, 2));
  });

  it("looks where an interface went that was moved out of sight", async () => {
    const near = new FakeMonitor(10, end(2, 0));
    opener.nsids = { "10/0": 11 };
    await follow(near);
    const before = watcher.statistics().scans;
    near.vanish(2, 7);
    await promisesRun();
    clock.turn(1);
    await promisesRun();
    expect(watcher.statistics().scans).toBe(before + 1);
    expect(opener.questions.at(-1)).toMatchObject({ namespace: 10, nsid: 7 });
  });

  it("survives an opener that refuses to answer, and says nothing after it was closed", async () => {
    opener.findNamespace = () => Promise.reject(new Error("EPERM"));
    const near = new FakeMonitor(10, end(2, 0));
    await follow(near, new FakeMonitor(11, end(2, 4)));
    expect(keeper.peerOf(ref(10, 2))).toBeNull();
    keeper.close();
    near.change({ ...end(2, 0), mtu: 9000 });
    keeper.unfollow(10);
    expect(changed).toEqual([]);
  });
});

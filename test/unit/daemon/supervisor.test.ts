import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/index.ts";
import { loadConfig } from "../../../src/daemon/config/load-config.ts";
import { type Daemon, startDaemon } from "../../../src/daemon/daemon.ts";
import { SystemError } from "../../../src/native/index.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeOpener, type FakeRouteSocket } from "../../support/fake-opener.ts";
import { doneMessage, sequenceOf } from "../../support/route-messages.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

const inode = 7;

/** A kernel whose dumps are empty; one namespace can be made to fail. */
class Kernel extends FakeOpener {
  fails: SystemError | null = null;
  attempts = 0;

  override async openRoute(namespace: number): Promise<FakeRouteSocket> {
    if (namespace === inode) {
      this.attempts++;
      if (this.fails) throw this.fails;
    }
    const socket = (await super.openRoute(namespace)) as FakeRouteSocket;
    socket.send = (datagram) => {
      queueMicrotask(() => socket.onMessage(doneMessage(sequenceOf(datagram))));
      return 0;
    };
    return socket;
  }

  async close(): Promise<void> {}
}

describe("an agent of a namespace that fails", () => {
  const clock = new TurnedClock();
  let kernel: Kernel;
  let daemon: Daemon;

  beforeEach(async () => {
    const loaded = loadConfig({ flags: { state: "none" }, environment: {}, readFile: () => "" });
    if (!loaded.ok) throw new Error("the defaults are no configuration");
    kernel = new Kernel();
    kernel.namespaces = { [inode]: { names: ["lw-fails"] } };
    kernel.fails = new SystemError("setns", 24, "EMFILE");
    daemon = await startDaemon(loaded.config, kernel.asOpener(), clock, silentLogger);
    await Promise.race([daemon.settled, running(2000)]);
  });

  afterEach(() => daemon.close());

  /** Lets files be read and promises run. */
  const running = (turns: number) =>
    new Promise<void>((resolve) => {
      const turn = (left: number): void => void (left === 0 ? resolve() : setImmediate(() => turn(left - 1)));
      turn(turns);
    });
  /** Waits until the namespace was tried so often; turns the clock in steps. Returns how many seconds that took. */
  async function secondsUntil(holds: () => boolean): Promise<number> {
    for (let second = 0; second < 120; second++) {
      await running(20);
      if (holds()) return second;
      clock.turn(1000);
    }
    throw new Error("not within two minutes");
  }

  it("is named with its cause, and tried again after 1, 2, 4, ... and at most 30 seconds", async () => {
    expect(daemon.readiness().failing).toEqual([{ namespace: "lw-fails", reason: "setns: EMFILE" }]);
    const waits: number[] = [];
    for (let attempt = 2; attempt <= 9; attempt++) waits.push(await secondsUntil(() => kernel.attempts === attempt));
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    kernel.fails = null;
    await secondsUntil(() => daemon.readiness().failing.length === 0);
    // Before its ports speak, /proc is searched for other daemons, which takes time that no clock of ours turns.
    await eventually(() => {
      clock.turn(0);
      return daemon.graph.namespaces().find(({ name }) => name === "lw-fails")?.state === "running" || null;
    }, "the graph to tell that it runs");
  });

  it("waits longer each time it fails soon after it ran, and little when it ran for long", async () => {
    kernel.fails = null;
    const healthy = () => daemon.readiness().failing.length === 0;
    await secondsUntil(healthy);
    const lost = new SystemError("recv", 9, "EBADF");
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      kernel.sockets.get(inode)?.onError(lost);
      expect(daemon.readiness().failing).toEqual([{ namespace: "lw-fails", reason: "recv: EBADF" }]);
      waits.push(await secondsUntil(healthy));
    }
    // The first attempt of all had failed as well.
    expect(waits).toEqual([2, 4, 8, 16]);
    clock.turn(31_000);
    await running(20);
    kernel.sockets.get(inode)?.onError(lost);
    expect(await secondsUntil(healthy)).toBe(1);
  });
});

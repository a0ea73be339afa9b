import { beforeEach, describe, expect, it } from "vitest";
import { SystemError } from "../../../src/native/index.ts";
import { type LinkEvent, type LinkMonitor, openLinkMonitor } from "../../../src/netns/index.ts";
import { FakeOpener, type FakeRouteSocket, promisesRun } from "../../support/fake-opener.ts";
import { departureMessage, doneMessage, dumpInterrupted, errorMessage, linkMessage, sequenceOf } from "../../support/route-messages.ts";

const types = { 18: "links", 22: "addresses" } as Record<number, string>;
const enobufs = 105;

describe("LinkMonitor", () => {
  let opener: FakeOpener;
  let socket: FakeRouteSocket;
  let opening: Promise<LinkMonitor>;
  let answered: number;

  beforeEach(async () => {
    opener = new FakeOpener();
    opening = openLinkMonitor(opener.asOpener(), 7);
    await promisesRun();
    socket = opener.sockets.get(7) as FakeRouteSocket;
    answered = 0;
  });

  /** The dumps asked for since the last call, in words; AF_BRIDGE is told by its family octet. */
  const asked = () => socket.sent.slice(answered).map((request) => (request[16] === 7 ? "bridge" : types[request[4] as number]));
  /** Ends the dump that was asked for last. */
  const end = (...messages: Uint8Array[]) => {
    answered = socket.sent.length;
    const sequence = sequenceOf(socket.sent.at(-1) as Uint8Array);
    for (const message of messages) socket.onMessage(message);
    socket.onMessage(doneMessage(sequence));
  };
  const ready = async (...links: Uint8Array[]) => {
    end();
    end();
    end(...links);
    const monitor = await opening;
    const events: LinkEvent[] = [];
    monitor.events.subscribe((event) => events.push(event));
    return { monitor, events };
  };
  const eth0 = linkMessage({ ifindex: 2, name: "eth0" });
  const eth1 = linkMessage({ ifindex: 3, name: "eth1" });

  it("dumps addresses and VLANs first, so that interfaces appear complete, one dump at a time", async () => {
    expect(asked()).toEqual(["addresses"]);
    end();
    expect(asked()).toEqual(["bridge"]);
    end();
    expect(asked()).toEqual(["links"]);
    end(eth0, eth1);
    const monitor = await opening;
    expect([...monitor.interfaces.values()].map(({ name }) => name)).toEqual(["eth0", "eth1"]);
    expect(asked()).toEqual([]);
  });

  it("tells news once and nothing that is not new", async () => {
    const { events } = await ready(eth0);
    socket.onMessage(eth0);
    socket.onMessage(linkMessage({ ifindex: 2, name: "eth0", mtu: 9000 }));
    socket.onMessage(linkMessage({ ifindex: 2, name: "eth0", mtu: 9000 }));
    socket.onMessage(departureMessage(2, 5));
    socket.onMessage(departureMessage(2));
    expect(events.map(({ kind }) => kind)).toEqual(["changed", "vanished"]);
    expect(events[1]).toMatchObject({ movedTo: 5 });
  });

  it("after an overrun reads one dump to its end before it trusts the next round, and finds what was missed", async () => {
    const { monitor, events } = await ready(eth0);
    socket.onOverrun();
    expect(asked()).toEqual(["addresses"]);
    end();
    expect(asked()).toEqual(["addresses"]);
    end();
    end();
    expect(asked()).toEqual(["links"]);
    end(eth1);
    expect(events.map((event) => [event.kind, (event.kind === "vanished" ? event.before : event.after).name])).toEqual([
      ["appeared", "eth1"],
      ["vanished", "eth0"],
    ]);
    expect(monitor.statistics().overruns).toBe(1);
  });

  it("begins the round again when an overrun comes in the middle of a dump", async () => {
    const { events } = await ready(eth0);
    socket.onOverrun();
    end();
    end();
    socket.onOverrun();
    end();
    expect(asked()).toEqual(["addresses"]);
    end();
    end();
    end(eth0);
    expect(asked()).toEqual([]);
    expect(events).toEqual([]);
  });

  it("keeps what appeared during a dump, and forgets what vanished during it", async () => {
    const { monitor } = await ready(eth0);
    socket.onOverrun();
    end();
    end();
    end();
    socket.onMessage(linkMessage({ ifindex: 9, name: "new" }));
    socket.onMessage(eth0);
    socket.onMessage(departureMessage(2));
    end();
    expect([...monitor.interfaces.values()].map(({ name }) => name)).toEqual(["new"]);
  });

  it("repeats a dump that the kernel calls inconsistent, without taking anything for gone", async () => {
    const { events } = await ready(eth0, eth1);
    socket.onOverrun();
    end();
    end();
    end();
    const sequence = sequenceOf(socket.sent.at(-1) as Uint8Array);
    answered = socket.sent.length;
    socket.onMessage(linkMessage({ ifindex: 2, name: "eth0", sequence, flags: dumpInterrupted }));
    socket.onMessage(doneMessage(sequence));
    expect(asked()).toEqual(["links"]);
    expect(events).toEqual([]);
    end(eth0);
    expect(events.map(({ kind }) => kind)).toEqual(["vanished"]);
  });

  it("goes on when the kernel refuses a dump, but waits when its buffer is full", async () => {
    const sequence = () => sequenceOf(socket.sent.at(-1) as Uint8Array);
    socket.onMessage(errorMessage(sequence(), enobufs));
    expect(asked()).toEqual(["addresses"]);
    end();
    answered = socket.sent.length;
    const refused = sequence();
    socket.onMessage(errorMessage(refused, 95));
    expect(socket.sent).toHaveLength(3);
    end(eth0);
    expect((await opening).interfaces.size).toBe(1);
  });

  it("refreshes one interface, and takes one that the kernel does not know for gone", async () => {
    const { monitor, events } = await ready(eth0, eth1);
    monitor.refresh(2);
    const present = sequenceOf(socket.sent.at(-1) as Uint8Array);
    socket.onMessage(linkMessage({ ifindex: 2, name: "eth0", mtu: 1280, sequence: present }));
    monitor.refresh(3);
    socket.onMessage(errorMessage(sequenceOf(socket.sent.at(-1) as Uint8Array), 19));
    expect(events.map(({ kind }) => kind)).toEqual(["changed", "vanished"]);
  });

  it("says once that its socket died, and nothing more", async () => {
    const { monitor, events } = await ready(eth0);
    const failures: string[] = [];
    monitor.failures.subscribe(({ code }) => failures.push(code));
    const error = new SystemError("recv", 9, "EBADF");
    socket.onError(error);
    socket.onError(error);
    socket.onMessage(departureMessage(2));
    expect(failures).toEqual(["EBADF"]);
    expect(events).toEqual([]);
    expect(socket.closed).toBe(true);
  });

  it("rejects when the socket dies before the first dump ended", async () => {
    socket.onError(new SystemError("recv", 12, "ENOMEM"));
    await expect(opening).rejects.toMatchObject({ code: "ENOMEM" });
  });

  it("looks once more for a namespace whose inode was given out again", async () => {
    const retried = new FakeOpener();
    let attempts = 0;
    const openRoute = retried.openRoute.bind(retried);
    retried.openRoute = (namespace) => (attempts++ === 0 ? Promise.reject(new SystemError("open", 116, "ESTALE")) : openRoute(namespace));
    void openLinkMonitor(retried.asOpener(), 7);
    await promisesRun();
    expect(retried.listings).toEqual(["names"]);
    expect(retried.sockets.has(7)).toBe(true);
    retried.refusal = new SystemError("setns", 1, "EPERM");
    await expect(openLinkMonitor(retried.asOpener(), 8)).rejects.toMatchObject({ code: "EPERM" });
  });
});

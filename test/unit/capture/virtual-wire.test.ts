import { describe, expect, it } from "vitest";
import { type CapturedFrame, type VirtualEnd, VirtualHub, virtualWire } from "../../../src/capture/index.ts";
import { frameChannelSuite, numberedFrame } from "../../support/frame-channel.suite.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

frameChannelSuite("FrameChannel on a virtual wire", async () => {
  const clock = new TurnedClock();
  const [near, far] = virtualWire(clock);
  return {
    near,
    far,
    until: async (done) => {
      clock.turn(10);
      if (!done()) throw new Error("nothing more will come");
    },
    setUp: async (up) => near.setUp(up),
    close: async () => {
      await Promise.all([near.close(), far.close()]);
    },
  };
});

function listen(end: VirtualEnd): CapturedFrame[] {
  const heard: CapturedFrame[] = [];
  end.frames.subscribe((frame) => heard.push(frame));
  return heard;
}

describe("VirtualHub", () => {
  it("lets every other end hear, each a copy of its own", () => {
    const clock = new TurnedClock();
    const hub = new VirtualHub(clock);
    const [first, second, third] = [hub.plug(), hub.plug(), hub.plug()];
    const [own, heard, other] = [listen(first), listen(second), listen(third)];
    first.send(numberedFrame(7));
    clock.turn(1);
    expect([own.length, heard.length, other.length]).toEqual([0, 1, 1]);
    heard[0]?.octets.fill(0);
    expect(other[0]?.octets).toEqual(numberedFrame(7));
  });

  it("takes its time, and loses what it is told to lose", () => {
    const clock = new TurnedClock();
    let count = 0;
    const [near, far] = virtualWire(clock, { delay: 5, loses: () => ++count === 2 });
    const heard = listen(far);
    for (const number of [1, 2, 3]) near.send(numberedFrame(number));
    clock.turn(4.9);
    expect(heard).toEqual([]);
    clock.turn(0.2);
    expect(heard.map(({ octets }) => octets[17])).toEqual([1, 3]);
  });

  it("drops what is on its way to an end that was pulled", async () => {
    const clock = new TurnedClock();
    const [near, far] = virtualWire(clock);
    const heard = listen(far);
    near.send(numberedFrame(1));
    await far.close();
    clock.turn(10);
    expect(heard).toEqual([]);
  });

  it("takes the VLAN tag out of a frame", () => {
    const clock = new TurnedClock();
    const [near, far] = virtualWire(clock);
    const heard = listen(far);
    const plain = numberedFrame(1);
    near.send(Uint8Array.of(...plain.subarray(0, 12), 0x81, 0x00, 0xe0, 0x64, ...plain.subarray(12)));
    clock.turn(1);
    expect(heard).toEqual([{ octets: plain, vlan: 100 }]);
  });
});

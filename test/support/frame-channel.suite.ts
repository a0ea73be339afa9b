import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CapturedFrame, FrameChannel } from "../../src/capture/index.ts";

/** Two channels on one wire, and what a test needs to know of the medium. */
export interface ChannelPair {
  readonly near: FrameChannel;
  readonly far: FrameChannel;
  /** Lets time pass until `done` holds; rejects when it never does. */
  until(done: () => boolean): Promise<void>;
  /** Takes the near interface down or up. */
  setUp(up: boolean): Promise<void>;
  close(): Promise<void>;
}

const nearestBridge = [0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e];
const mtu = 1500;

/** An LLDP frame that carries a number, and so many octets in all. */
export function numberedFrame(number: number, length = 60): Uint8Array {
  const octets = new Uint8Array(length);
  octets.set([...nearestBridge, 0x02, 0, 0, 0, 0, 1, 0x88, 0xcc]);
  new DataView(octets.buffer).setUint32(14, number);
  return octets;
}

function numberOf({ octets }: CapturedFrame): number {
  return new DataView(octets.buffer, octets.byteOffset).getUint32(14);
}

/** What every FrameChannel does, whatever carries its frames. */
export function frameChannelSuite(name: string, open: () => Promise<ChannelPair>): void {
  describe(name, () => {
    let pair: ChannelPair;
    let heard: { near: CapturedFrame[]; far: CapturedFrame[] };

    beforeEach(async () => {
      pair = await open();
      heard = { near: [], far: [] };
      pair.near.frames.subscribe(({ octets, vlan }) => heard.near.push({ octets: octets.slice(), vlan }));
      pair.far.frames.subscribe(({ octets, vlan }) => heard.far.push({ octets: octets.slice(), vlan }));
    });

    afterEach(() => pair.close());

    it("carries whole frames in both directions", async () => {
      expect(pair.near.send(numberedFrame(1))).toBeNull();
      expect(pair.far.send(numberedFrame(2))).toBeNull();
      await pair.until(() => heard.far.length > 0 && heard.near.length > 0);
      expect(heard.far).toEqual([{ octets: numberedFrame(1), vlan: null }]);
      expect(heard.near).toEqual([{ octets: numberedFrame(2), vlan: null }]);
    });

    it("keeps the order of many frames and counts them", async () => {
      const numbers = Array.from({ length: 500 }, (_, number) => number);
      for (const number of numbers) expect(pair.near.send(numberedFrame(number))).toBeNull();
      await pair.until(() => heard.far.length === numbers.length);
      expect(heard.far.map(numberOf)).toEqual(numbers);
      expect(pair.far.statistics()).toEqual({ received: numbers.length, dropped: 0 });
      expect(heard.near).toEqual([]);
    });

    it("owns what it was given and what it hands over", async () => {
      const sent = numberedFrame(1);
      pair.near.send(sent);
      sent.fill(0xa5);
      pair.near.send(numberedFrame(2));
      await pair.until(() => heard.far.length === 2);
      heard.far[0]?.octets.fill(0);
      expect(heard.far[1]?.octets).toEqual(numberedFrame(2));
      pair.near.send(numberedFrame(3));
      await pair.until(() => heard.far.length === 3);
      expect(heard.far.map(numberOf)).toEqual([0, 2, 3]);
    });

    it("takes the longest frame of the medium and refuses a longer one with EMSGSIZE", async () => {
      expect(pair.near.send(numberedFrame(1, mtu + 15))).toBe("EMSGSIZE");
      expect(pair.near.send(numberedFrame(2, mtu + 14))).toBeNull();
      await pair.until(() => heard.far.length > 0);
      expect(heard.far.map(({ octets }) => octets.length)).toEqual([mtu + 14]);
    });

    it("refuses what has no Ethernet header", () => {
      expect(pair.near.send(new Uint8Array(13))).toBe("EINVAL");
    });

    it("says ENETDOWN when its interface goes down, and lives on when it is up again", async () => {
      const failures: string[] = [];
      pair.near.failures.subscribe((failure) => failures.push(failure));
      await pair.setUp(false);
      await pair.until(() => failures.length > 0);
      expect(failures).toEqual(["ENETDOWN"]);
      expect(pair.near.send(numberedFrame(1))).toBe("ENETDOWN");
      await pair.setUp(true);
      await pair.until(() => pair.near.send(numberedFrame(2)) === null && pair.far.send(numberedFrame(3)) === null);
      await pair.until(() => heard.near.length > 0 && heard.far.length > 0);
      expect([heard.near, heard.far].map((frames) => numberOf(frames[0] as CapturedFrame))).toEqual([3, 2]);
    });

    it("hears nothing after it was closed, and can be closed twice", async () => {
      const closing = pair.far.close();
      pair.near.send(numberedFrame(1));
      await closing;
      await pair.far.close();
      expect(pair.far.send(numberedFrame(2))).toBe("EBADF");
      pair.near.send(numberedFrame(3));
      expect(heard).toEqual({ near: [], far: [] });
    });
  });
}

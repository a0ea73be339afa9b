import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openCaptureWriter, pcapRecord, tapChannel, virtualWire } from "../../../src/capture/index.ts";
import { numberedFrame } from "../../support/frame-channel.suite.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

const folder = mkdtempSync(join(tmpdir(), "lw-tap-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("tapChannel", () => {
  it("writes what is heard and what is sent, and behaves like the channel inside", async () => {
    const clock = new TurnedClock();
    const [near, far] = virtualWire(clock, { delay: 1.5 });
    const records: Uint8Array[] = [];
    const tapped = tapChannel(near, clock, (record) => records.push(record));
    const heard: Uint8Array[] = [];
    tapped.frames.subscribe(({ octets }) => heard.push(octets));
    expect(tapped.send(numberedFrame(1))).toBeNull();
    expect(tapped.send(new Uint8Array(3))).toBe("EINVAL");
    far.send(numberedFrame(2));
    clock.turn(2);
    expect(heard).toEqual([numberedFrame(2)]);
    const start = clock.wall() - 2;
    expect(records).toEqual([pcapRecord(start, numberedFrame(1), null), pcapRecord(start + 1.5, numberedFrame(2), null)]);
    expect(tapped.statistics()).toEqual({ received: 1, dropped: 0 });
    await tapped.close();
    expect(near.send(numberedFrame(3))).toBe("EBADF");
  });
});

describe("openCaptureWriter", () => {
  it("makes a file that begins as pcap-savefile(5) says", async () => {
    const path = join(folder, "tap.pcap");
    const writer = openCaptureWriter(path, (error) => expect.fail(String(error)));
    writer.write(pcapRecord(1_600_000_000_123.456, numberedFrame(1, 60), 0x123));
    await writer.close();
    const octets = readFileSync(path);
    const words = [0, 24, 28, 32, 36].map((at) => octets.readUInt32LE(at));
    expect(words).toEqual([0xa1b2c3d4, 1_600_000_000, 123_456, 64, 64]);
    expect(octets.subarray(40).toString("hex", 12, 18)).toBe("8100012388cc");
    expect(octets.length).toBe(24 + 16 + 64);
  });

  it("tells a disk that refuses once, and counts what is lost", async () => {
    const errors: Error[] = [];
    const writer = openCaptureWriter(join(folder, "missing", "tap.pcap"), (error) => errors.push(error));
    await expect.poll(() => errors.length).toBe(1);
    writer.write(new Uint8Array(16));
    expect(writer.lost).toBe(1);
    await writer.close();
    expect(errors.map((error) => "code" in error && error.code)).toEqual(["ENOENT"]);
  });
});

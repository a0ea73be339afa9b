import { describe, expect, it } from "vitest";
import { CaptureStream } from "../../../src/capture/capture-stream.ts";
import { ngBlock, ngInterface, ngPacket, ngSection, ngSimplePacket, pcapOctets } from "../../support/capture-octets.ts";

const frames = [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.from({ length: 70 }, (_, index) => index)];

function read(file: Uint8Array, pieceLength = file.length || 1) {
  const stream = new CaptureStream();
  const records: object[] = [];
  for (let at = 0; at < file.length; at += pieceLength) {
    stream.push(file.subarray(at, at + pieceLength), ({ octets, linkType, seconds, fraction, digits }) => {
      records.push({ octets: [...octets], linkType, seconds, fraction, digits });
    });
  }
  const foreign = stream.foreign;
  return { records, fault: stream.finish()?.reason ?? null, foreign };
}

describe.each([true, false])("a capture file in %s byte order (true: little-endian)", (littleEndian) => {
  it.each([
    [false, 6],
    [true, 9],
  ])("reads pcap, nanoseconds: %s, in pieces of any size", (nanoseconds, digits) => {
    const written = frames.map((octets, index) => ({ octets, seconds: 1700000000 + index, fraction: 5 }));
    const file = pcapOctets(written, { littleEndian, nanoseconds, linkType: 113 });
    const expected = written.map(({ octets, seconds }) => ({ octets: [...octets], linkType: 113, seconds, fraction: 5, digits }));
    for (const piece of [1, 7, 24, file.length]) expect(read(file, piece)).toEqual({ records: expected, fault: null, foreign: false });
  });

  it("reads pcapng: sections, interfaces, packets, and skips what it does not know", () => {
    const [a, b, c] = frames as [Uint8Array, Uint8Array, Uint8Array];
    const file = Uint8Array.from([
      ...ngSection(littleEndian),
      ...ngInterface(littleEndian, 1),
      ...ngInterface(littleEndian, 276, 9, 10),
      ...ngBlock(littleEndian, 5, [1, 2, 3, 4, 5]),
      ...ngPacket(littleEndian, 0, 1_700_000_000_000_005n, a),
      ...ngPacket(littleEndian, 1, 1_700_000_000_000_000_007n, c),
      ...ngSimplePacket(littleEndian, b),
      ...ngSection(littleEndian),
      ...ngInterface(littleEndian, 1, 0x80 + 10),
      ...ngPacket(littleEndian, 0, 2048n + 512n, a),
    ]);
    const expected = [
      { octets: [...a], linkType: 1, seconds: 1700000000, fraction: 5, digits: 6 },
      { octets: [...c], linkType: 276, seconds: 1700000010, fraction: 7, digits: 9 },
      { octets: [...b], linkType: 1, seconds: null, fraction: 0, digits: 0 },
      { octets: [...a], linkType: 1, seconds: 2, fraction: 500_000_000, digits: 9 },
    ];
    for (const piece of [1, 13, file.length]) expect(read(file, piece)).toEqual({ records: expected, fault: null, foreign: false });
  });
});

describe("a capture file that is not whole", () => {
  const file = pcapOctets([{ octets: frames[2] as Uint8Array, seconds: 1, fraction: 2 }], { littleEndian: true, nanoseconds: false, linkType: 1 });

  it("gives the frames before the cut, and says so", () => {
    const twice = Uint8Array.from([...file, ...file.subarray(24, 60)]);
    expect(read(twice)).toMatchObject({ records: [{ seconds: 1 }], fault: "the file ends inside of a frame" });
    expect(read(file.subarray(0, 20))).toMatchObject({ records: [], fault: "the file ends inside of a frame" });
  });

  it("stops at damage instead of waiting for gigabytes", () => {
    const damaged = file.slice();
    damaged.set([0xff, 0xff, 0xff, 0x7f], 24 + 8);
    expect(read(damaged)).toMatchObject({ records: [], fault: "a frame claims 2147483647 octets" });
    const block = Uint8Array.from([...ngSection(true), 6, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0]);
    expect(read(block)).toMatchObject({ fault: "a block claims 13 octets" });
    expect(read(Uint8Array.from([...ngSection(true), ...ngPacket(true, 0, 0n, Uint8Array.of(1))]))).toMatchObject({
      fault: "a frame of interface 0, which the file does not describe",
    });
  });

  it("knows a foreign format by its first octets", () => {
    expect(read(Uint8Array.of(0x1f, 0x8b, 8, 0, 0))).toMatchObject({ records: [], foreign: true });
    expect(read(Uint8Array.of(0x1f))).toMatchObject({ foreign: null, fault: "the file ends inside of a frame" });
    expect(read(new Uint8Array(0))).toMatchObject({ foreign: null, fault: null });
  });
});

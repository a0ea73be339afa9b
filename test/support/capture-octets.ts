import { octetsOf } from "./lldpdu-hex.ts";

// Capture files written by hand, one octet order or the other, independent of the parsers.

export interface WrittenFrame {
  readonly octets: Uint8Array;
  readonly seconds: number;
  /** In units of the file. */
  readonly fraction: number;
}

export interface PcapForm {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
  readonly linkType: number;
}

function words(littleEndian: boolean, ...values: readonly (readonly [width: 2 | 4, value: number])[]): number[] {
  return values.flatMap(([width, value]) => {
    const octets = Array.from({ length: width }, (_, index) => Math.floor(value / 256 ** (width - 1 - index)) % 256);
    return littleEndian ? octets.reverse() : octets;
  });
}

/** A classic capture file. */
export function pcapOctets(frames: readonly WrittenFrame[], { littleEndian, nanoseconds, linkType }: PcapForm): Uint8Array {
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = words(littleEndian, [4, magic], [2, 2], [2, 4], [4, 0], [4, 0], [4, 65535], [4, linkType]);
  const records = frames.flatMap(({ octets, seconds, fraction }) => [
    ...words(littleEndian, [4, seconds], [4, fraction], [4, octets.length], [4, octets.length]),
    ...octets,
  ]);
  return Uint8Array.from([...header, ...records]);
}

/** One block of a pcapng file. */
export function ngBlock(littleEndian: boolean, type: number, body: readonly number[]): number[] {
  const padded = [...body, ...new Array<number>((4 - (body.length % 4)) % 4).fill(0)];
  const length = words(littleEndian, [4, padded.length + 12]);
  return [...words(littleEndian, [4, type]), ...length, ...padded, ...length];
}

/** A section header block. */
export function ngSection(littleEndian: boolean): number[] {
  return ngBlock(littleEndian, 0x0a0d0d0a, [...words(littleEndian, [4, 0x1a2b3c4d], [2, 1], [2, 0]), ...new Array<number>(8).fill(0xff)]);
}

/** An interface description block; `resolution` as in if_tsresol, `offset` as in if_tsoffset. */
export function ngInterface(littleEndian: boolean, linkType: number, resolution?: number, offset?: number): number[] {
  const options = [
    ...(resolution === undefined ? [] : [...words(littleEndian, [2, 9], [2, 1]), resolution, 0, 0, 0]),
    ...(offset === undefined
      ? []
      : [...words(littleEndian, [2, 14], [2, 8]), ...(littleEndian ? words(true, [4, offset], [4, 0]) : words(false, [4, 0], [4, offset]))]),
    ...words(littleEndian, [2, 0], [2, 0]),
  ];
  return ngBlock(littleEndian, 1, [...words(littleEndian, [2, linkType], [2, 0], [4, 0]), ...options]);
}

/** An enhanced packet block; `units` is the time in units of the interface. */
export function ngPacket(littleEndian: boolean, interfaceNumber: number, units: bigint, octets: Uint8Array): number[] {
  const [high, low] = [Number(units >> 32n), Number(units & 0xffffffffn)];
  return ngBlock(littleEndian, 6, [
    ...words(littleEndian, [4, interfaceNumber], [4, high], [4, low], [4, octets.length], [4, octets.length]),
    ...octets,
  ]);
}

/** A simple packet block. */
export function ngSimplePacket(littleEndian: boolean, octets: Uint8Array): number[] {
  return ngBlock(littleEndian, 3, [...words(littleEndian, [4, octets.length]), ...octets]);
}

/** An untagged LLDP frame to the nearest bridge, unpadded. */
export function lldpFrame(lldpdu: Uint8Array): Uint8Array {
  return Uint8Array.from([...octetsOf("0180c200000e 020000000001 88cc"), ...lldpdu]);
}

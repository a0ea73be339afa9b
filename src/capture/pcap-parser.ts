import { CaptureFault, type CaptureParser, maxRecordLength, type VisitRecord } from "./capture-record.ts";

// pcap-savefile(5), in the byte order of whoever wrote it:
//
//   +------------+--------------------+-----------------------+-------------------------+
//   |  magic (4) |  version, zone (12) |  snapshot length (4)  |  link type (low 16 of 4) |
//   +------------+--------------------+-----------------------+-------------------------+
//   |  seconds (4)  |  fraction (4)   |  captured length (4)  |  length on the wire (4)  |  octets  |  ...
//   +---------------+-----------------+-----------------------+--------------------------+

const fileHeaderLength = 24;
const recordHeaderLength = 16;
const magicDigits: ReadonlyMap<number, number> = new Map([
  [0xa1b2c3d4, 6],
  [0xa1b23c4d, 9],
]);

/** Octets that a file needs to be recognized. */
export const magicLength = 4;

/** A parser for a classic capture file that begins with these four octets, or null when it is none. */
export function pcapParser(magic: Uint8Array): CaptureParser | null {
  const view = new DataView(magic.buffer, magic.byteOffset, magicLength);
  for (const littleEndian of [true, false]) {
    const digits = magicDigits.get(view.getUint32(0, littleEndian));
    if (digits !== undefined) return new PcapParser(digits, littleEndian);
  }
  return null;
}

class PcapParser implements CaptureParser {
  readonly #digits: number;
  readonly #littleEndian: boolean;
  #linkType = -1;

  constructor(digits: number, littleEndian: boolean) {
    this.#digits = digits;
    this.#littleEndian = littleEndian;
  }

  parse(octets: Uint8Array, start: number, end: number, visit: VisitRecord): number | CaptureFault {
    const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
    const little = this.#littleEndian;
    let at = start;
    if (this.#linkType < 0) {
      if (end - at < fileHeaderLength) return at;
      this.#linkType = view.getUint32(at + 20, little) & 0xffff;
      at += fileHeaderLength;
    }
    while (end - at >= recordHeaderLength) {
      const length = view.getUint32(at + 8, little);
      if (length > maxRecordLength) return new CaptureFault(`a frame claims ${length} octets`);
      const next = at + recordHeaderLength + length;
      if (next > end) break;
      visit({
        octets: octets.subarray(at + recordHeaderLength, next),
        originalLength: view.getUint32(at + 12, little),
        linkType: this.#linkType,
        seconds: view.getUint32(at, little),
        fraction: view.getUint32(at + 4, little),
        digits: this.#digits,
      });
      at = next;
    }
    return at;
  }
}

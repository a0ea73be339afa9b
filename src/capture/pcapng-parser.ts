import { CaptureFault, type CaptureParser, maxRecordLength, type VisitRecord } from "./capture-record.ts";
import { type NgInterface, ngTime, readInterface } from "./pcapng-interface.ts";

// draft-ietf-opsawg-pcapng: a file is a row of blocks, each with its length in front and behind.
//
//   +------------+--------------------+----------------------------------+--------------------+
//   |  type (4)  |  total length (4)  |  body, padded to a multiple of 4  |  total length (4)  |
//   +------------+--------------------+----------------------------------+--------------------+

const blockType = { section: 0x0a0d0d0a, interface: 1, packet: 2, simplePacket: 3, enhancedPacket: 6 } as const;
const byteOrderMagic = 0x1a2b3c4d;
const shortestBlock = 12;

/** A parser for a pcapng file that begins with these four octets, or null when it is none. */
export function pcapngParser(magic: Uint8Array): CaptureParser | null {
  const isSection = magic[0] === 0x0a && magic[1] === 0x0d && magic[2] === 0x0d && magic[3] === 0x0a;
  return isSection ? new PcapngParser() : null;
}

class PcapngParser implements CaptureParser {
  #littleEndian = true;
  #interfaces: NgInterface[] = [];

  parse(octets: Uint8Array, start: number, end: number, visit: VisitRecord): number | CaptureFault {
    const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
    let at = start;
    while (end - at >= shortestBlock) {
      const type = view.getUint32(at, this.#littleEndian);
      if (type === blockType.section) this.#littleEndian = view.getUint32(at + 8, true) === byteOrderMagic;
      const length = view.getUint32(at + 4, this.#littleEndian);
      if (length > maxRecordLength || length < shortestBlock || length % 4 !== 0) return new CaptureFault(`a block claims ${length} octets`);
      if (at + length > end) break;
      const fault = this.#block(type, view, octets, at + 8, at + length - 4, visit);
      if (fault) return fault;
      at += length;
    }
    return at;
  }

  #block(type: number, view: DataView, octets: Uint8Array, body: number, bodyEnd: number, visit: VisitRecord): CaptureFault | null {
    switch (type) {
      case blockType.section:
        this.#interfaces = [];
        return null;
      case blockType.interface:
        if (bodyEnd - body < 8) return new CaptureFault("an interface block is too short");
        this.#interfaces.push(readInterface(view, body, bodyEnd, this.#littleEndian));
        return null;
      case blockType.enhancedPacket:
      case blockType.packet:
        return this.#packet(type, view, octets, body, bodyEnd, visit);
      case blockType.simplePacket:
        return this.#simplePacket(view, octets, body, bodyEnd, visit);
      default:
        return null;
    }
  }

  #packet(type: number, view: DataView, octets: Uint8Array, body: number, bodyEnd: number, visit: VisitRecord): CaptureFault | null {
    const little = this.#littleEndian;
    if (bodyEnd - body < 20) return new CaptureFault("a packet block is too short");
    const number = type === blockType.packet ? view.getUint16(body, little) : view.getUint32(body, little);
    const origin = this.#interfaces[number];
    if (!origin) return new CaptureFault(`a frame of interface ${number}, which the file does not describe`);
    const length = view.getUint32(body + 12, little);
    if (body + 20 + length > bodyEnd) return new CaptureFault(`a frame claims ${length} octets`);
    visit({
      octets: octets.subarray(body + 20, body + 20 + length),
      originalLength: view.getUint32(body + 16, little),
      linkType: origin.linkType,
      ...ngTime(origin, view.getUint32(body + 4, little), view.getUint32(body + 8, little)),
    });
    return null;
  }

  /** A frame without time, always of the first interface. */
  #simplePacket(view: DataView, octets: Uint8Array, body: number, bodyEnd: number, visit: VisitRecord): CaptureFault | null {
    const origin = this.#interfaces[0];
    if (!origin || bodyEnd - body < 4) return new CaptureFault("a frame without an interface");
    const originalLength = view.getUint32(body, this.#littleEndian);
    const captured = Math.min(originalLength, origin.snapshotLength || originalLength, bodyEnd - body - 4);
    const frame = octets.subarray(body + 4, body + 4 + captured);
    visit({ octets: frame, originalLength, linkType: origin.linkType, seconds: null, fraction: 0, digits: 0 });
    return null;
  }
}

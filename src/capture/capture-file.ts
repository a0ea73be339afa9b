import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CaptureFault, type VisitRecord } from "./capture-record.ts";
import { CaptureStream } from "./capture-stream.ts";
import { readWithLibpcap } from "./libpcap-file.ts";

const pieceLength = 256 * 1024;

export interface CaptureProgress {
  /** Octets read so far. */
  readonly read: number;
  /** Octets of the file; null for a pipe. */
  readonly size: number | null;
}

/** Called between pieces; reading goes on when the promise settles, and stops early when it gives false. */
export type BetweenPieces = (progress: CaptureProgress) => Promise<boolean>;

/**
 * Reads a capture file: pcap and pcapng by itself, anything else through libpcap where the optional `pcap` package is there.
 * Gives null, or why it stopped early. Rejects with the error of node:fs when the file cannot be read.
 */
export async function readCaptureFile(path: string, visit: VisitRecord, between: BetweenPieces): Promise<CaptureFault | null> {
  const stream = new CaptureStream();
  const descriptor = openSync(path, "r");
  try {
    const stat = fstatSync(descriptor);
    const size = stat.isFile() ? stat.size : null;
    const piece = new Uint8Array(pieceLength);
    for (let read = 0; ; ) {
      const count = readSync(descriptor, piece, 0, pieceLength, null);
      if (count === 0) return stream.finish();
      read += count;
      stream.push(piece.subarray(0, count), visit);
      if (stream.fault) return stream.fault;
      if (stream.foreign === true) break;
      if (!(await between({ read, size }))) return null;
    }
  } finally {
    closeSync(descriptor);
  }
  return readWithLibpcap(path, visit);
}

/** Reads a capture that comes through a pipe; only pcap and pcapng. Gives null, or why it stopped early. */
export async function readCaptureStream(pieces: AsyncIterable<Uint8Array>, visit: VisitRecord, between: BetweenPieces): Promise<CaptureFault | null> {
  const stream = new CaptureStream();
  let read = 0;
  for await (const piece of pieces) {
    read += piece.length;
    stream.push(piece, visit);
    if (stream.fault) return stream.fault;
    if (stream.foreign === true) return new CaptureFault("neither pcap nor pcapng");
    if (!(await between({ read, size: null }))) return null;
  }
  return stream.finish();
}

import { createWriteStream } from "node:fs";
import { pcapHeader } from "./pcap-record.ts";
import type { TapWrite } from "./tap.ts";

/** A capture file that grows record by record. */
export interface CaptureWriter {
  readonly write: TapWrite;
  /** Records that were not written because the disk was too slow or refused. */
  readonly lost: number;
  close(): Promise<void>;
}

/** Octets that may wait for the disk; what comes on top is lost and counted. */
const waitingLimit = 4 * 2 ** 20;

/** Begins a capture file for `tapChannel`, replacing what is there. A disk that refuses is told once through `onError`. */
export function openCaptureWriter(path: string, onError: (error: Error) => void): CaptureWriter {
  const stream = createWriteStream(path, { mode: 0o600 });
  let lost = 0;
  let failed = false;
  stream.on("error", (error) => {
    failed = true;
    onError(error);
  });
  stream.write(pcapHeader());
  return {
    write: (record) => {
      if (failed || stream.writableLength > waitingLimit) lost++;
      else stream.write(record);
    },
    get lost() {
      return lost;
    },
    close: () => new Promise((resolve) => (failed ? resolve() : stream.end(() => resolve()))),
  };
}

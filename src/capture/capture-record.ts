/** One frame of a capture file. `octets` is only good during the call that hands it out. */
export interface CaptureRecord {
  /** As far as it was captured. */
  readonly octets: Uint8Array;
  /** Octets on the wire, which may be more. */
  readonly originalLength: number;
  /** pcap-linktype(7). */
  readonly linkType: number;
  /** Seconds since 1970, or null when the file tells no time for this frame. */
  readonly seconds: number | null;
  /** Decimal digits of the second. */
  readonly fraction: number;
  /** How many digits the file keeps: 0 to 9. */
  readonly digits: number;
}

export type VisitRecord = (record: CaptureRecord) => void;

/** Reads the records of one file format, from pieces of a file in order. */
export interface CaptureParser {
  /** Visits every whole record in octets `start` to `end`. Returns where the first incomplete one begins, or the fault that ends reading. */
  parse(octets: Uint8Array, start: number, end: number, visit: VisitRecord): number | CaptureFault;
}

/** Why reading stopped early. */
export class CaptureFault {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** No record of an honest file is longer; a longer one is damage. */
export const maxRecordLength = 16 * 1024 * 1024;

import { CaptureFault, type CaptureParser, type VisitRecord } from "./capture-record.ts";
import { magicLength, pcapParser } from "./pcap-parser.ts";
import { pcapngParser } from "./pcapng-parser.ts";

/** Reads a capture file (pcap, pcapng) from pieces that come in order, of any size. Holds no more than one record and one piece. */
export class CaptureStream {
  #parser: CaptureParser | null = null;
  #rest: Uint8Array = new Uint8Array(0);
  #fault: CaptureFault | null = null;
  /** Octets in front of `#rest`. */
  #consumed = 0;

  /** Whether the first four octets were those of no format that is known here; null before they came. */
  get foreign(): boolean | null {
    if (this.#parser) return false;
    return this.#rest.length < magicLength ? null : true;
  }

  /** Why reading stopped early, or null. */
  get fault(): CaptureFault | null {
    return this.#fault;
  }

  /** Where in the file reading stands. */
  get position(): number {
    return this.#consumed;
  }

  /** Takes the next piece and visits the frames that are whole now. Nothing more is read after a fault or in a foreign format. */
  push(piece: Uint8Array, visit: VisitRecord): void {
    if (this.#fault) return;
    const octets = this.#rest.length === 0 ? piece : joined(this.#rest, piece);
    if (!this.#parser && octets.length >= magicLength) {
      this.#parser = pcapParser(octets.subarray(0, magicLength)) ?? pcapngParser(octets.subarray(0, magicLength));
    }
    const next = this.#parser ? this.#parser.parse(octets, 0, octets.length, visit) : 0;
    if (next instanceof CaptureFault) {
      this.#fault = next;
      return;
    }
    this.#consumed += next;
    this.#rest = octets.slice(next);
  }

  /** Call at the end of the file: a fault when it ends inside of a record. */
  finish(): CaptureFault | null {
    if (!this.#fault && this.#rest.length > 0) this.#fault = new CaptureFault("the file ends inside of a frame");
    return this.#fault;
  }
}

function joined(front: Uint8Array, back: Uint8Array): Uint8Array {
  const whole = new Uint8Array(front.length + back.length);
  whole.set(front, 0);
  whole.set(back, front.length);
  return whole;
}

import { closeSync, readSync, writeSync } from "node:fs";
import { decodeReply, encodeRequest, type HelperReply, type HelperRequest } from "../../src/native/helper-messages.ts";

/** Plain, blocking questions over the socketpair; descriptors that come along are dropped by read(2). */
export class HelperRequests {
  readonly #descriptor: number;
  readonly #reply = new Uint8Array(4096);
  #lastId = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** One request in its right order and the reply to it. */
  ask(request: HelperRequest): HelperReply {
    this.#lastId += 1;
    return this.raw(encodeRequest(this.#lastId, request), true);
  }

  /** Any octets as one message; `counts`: the helper takes it for the next of the row. */
  raw(octets: Uint8Array, counts = false): HelperReply {
    const id = new DataView(octets.buffer, octets.byteOffset).getUint32(4, true);
    if (!counts && octets.length === 296 && id === this.#lastId + 1) this.#lastId += 1;
    writeSync(this.#descriptor, octets);
    const length = readSync(this.#descriptor, this.#reply);
    const reply = decodeReply(this.#reply.subarray(0, length));
    if (reply === null) throw new Error(`the helper sent ${length} octets that are no reply`);
    return reply;
  }

  get nextId(): number {
    return this.#lastId + 1;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

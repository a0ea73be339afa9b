import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Encoding } from "./negotiation.ts";

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);
// Below this a packet is sent either way.
const worthCompressing = 1024;

/** One body and its encodings, each made at most once, on the thread pool. */
export class Body {
  readonly type: string;
  readonly identity: Buffer;
  readonly #encoded = new Map<Encoding, Buffer | Promise<Buffer>>();

  constructor(type: string, text: string | Buffer) {
    this.type = type;
    this.identity = typeof text === "string" ? Buffer.from(text) : text;
  }

  /** The encoding that will be used when a client prefers `wanted`. */
  encodingFor(wanted: Encoding): Encoding {
    return this.identity.length < worthCompressing ? "identity" : wanted;
  }

  /** The octets in an encoding; a promise only while they are being made. */
  in(encoding: Encoding): Buffer | Promise<Buffer> {
    if (encoding === "identity") return this.identity;
    const ready = this.#encoded.get(encoding);
    if (ready) return ready;
    const making = this.#make(encoding);
    this.#encoded.set(encoding, making);
    return making;
  }

  async #make(encoding: "gzip" | "br"): Promise<Buffer> {
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    const made = encoding === "gzip" ? await asGzip(this.identity, { level: 6 }) : await asBrotli(this.identity, brotli);
    this.#encoded.set(encoding, made);
    return made;
  }
}

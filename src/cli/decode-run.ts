import type { BetweenPieces, CaptureRecord } from "../capture/index.ts";
import { capturedLinkType, decodeLldpdu, findLldpdu } from "../lldp/index.ts";
import type { CommandIo } from "./command.ts";
import { lend, send } from "./output.ts";
import { CaptureTimes } from "./render/capture-time.ts";
import type { DecodeWriter } from "./render/decode-writer.ts";

/** Files below this size are done before a progress line could be read. */
const showsProgressFrom = 16 * 1024 * 1024;
const knownLinkTypes: ReadonlySet<number> = new Set(Object.values(capturedLinkType));

/** One pass of `decode` over a capture: finds the LLDPDUs, hands them to the writer, and its output to standard output. */
export class DecodeRun {
  readonly #writer: DecodeWriter;
  readonly #io: CommandIo;
  readonly #showsProgress: boolean;
  readonly #foreignLinkTypes = new Set<number>();
  readonly #times = new CaptureTimes();
  #frames = 0;
  #lldpdus = 0;
  #percent = -1;

  constructor(writer: DecodeWriter, io: CommandIo) {
    this.#writer = writer;
    this.#io = io;
    this.#showsProgress = "isTTY" in io.stderr && io.stderr.isTTY === true && !io.isTTY;
  }

  readonly visit = (record: CaptureRecord): void => {
    this.#frames++;
    const { octets, linkType } = record;
    const place = findLldpdu(linkType, octets, 0, octets.length);
    if (place) {
      this.#lldpdus++;
      const result = decodeLldpdu(octets, place.start, place.end);
      this.#writer.write({ number: this.#frames, time: this.#times.textOf(record), record, place, result });
    } else if (!knownLinkTypes.has(linkType)) {
      this.#foreignLinkTypes.add(linkType);
    }
  };

  readonly between: BetweenPieces = async (progress) => {
    await lend(this.#io.stdout, this.#writer.take());
    if (this.#showsProgress && progress.size !== null && progress.size >= showsProgressFrom) await this.#tell(progress.read / progress.size);
    return !this.#io.signal.aborted;
  };

  /** Writes what is left and takes the progress line away. */
  async finish(): Promise<void> {
    this.#writer.close();
    await lend(this.#io.stdout, this.#writer.take());
    if (this.#percent >= 0) await send(this.#io.stderr, "\r\u001b[K");
  }

  /** What the user should know besides the result. */
  remarks(): readonly string[] {
    const links = [...this.#foreignLinkTypes].map((type) => `frames of link type ${type} were not searched: Ethernet and Linux cooked captures are`);
    return this.#lldpdus > 0 ? links : [...links, `no LLDPDU in ${this.#frames} ${this.#frames === 1 ? "frame" : "frames"}`];
  }

  async #tell(share: number): Promise<void> {
    const percent = Math.floor(100 * share);
    if (percent === this.#percent) return;
    this.#percent = percent;
    await send(this.#io.stderr, `\r${percent} %, ${this.#frames} frames, ${this.#lldpdus} LLDPDUs`);
  }
}

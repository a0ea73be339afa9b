import type { Clock, Signal } from "../base/index.ts";
import type { CapturedFrame, ChannelStatistics, FrameChannel } from "./frame-channel.ts";
import { pcapRecord } from "./pcap-record.ts";

/** Where the records go: a stream on a file that began with `pcapHeader`, say. */
export type TapWrite = (record: Uint8Array) => void;

/** A channel around a channel: behaves like it, and writes every frame that is heard or taken for sending as a capture file record. */
export function tapChannel(inner: FrameChannel, clock: Clock, write: TapWrite): FrameChannel {
  return new TappedChannel(inner, clock, write);
}

class TappedChannel implements FrameChannel {
  readonly #inner: FrameChannel;
  readonly #clock: Clock;
  readonly #write: TapWrite;
  readonly #stop: () => void;

  constructor(inner: FrameChannel, clock: Clock, write: TapWrite) {
    this.#inner = inner;
    this.#clock = clock;
    this.#write = write;
    this.#stop = inner.frames.subscribe(({ octets, vlan }) => this.#record(octets, vlan));
  }

  get frames(): Signal<CapturedFrame> {
    return this.#inner.frames;
  }

  get failures(): Signal<string> {
    return this.#inner.failures;
  }

  send(octets: Uint8Array): string | null {
    const error = this.#inner.send(octets);
    if (error === null) this.#record(octets, null);
    return error;
  }

  statistics(): ChannelStatistics {
    return this.#inner.statistics();
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#inner.close();
  }

  #record(octets: Uint8Array, vlan: number | null): void {
    this.#write(pcapRecord(this.#clock.wall(), octets, vlan));
  }
}

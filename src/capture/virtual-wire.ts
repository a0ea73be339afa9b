import { type Clock, type Duration, Signal } from "../base/index.ts";
import type { CapturedFrame, ChannelStatistics, FrameChannel } from "./frame-channel.ts";

export interface VirtualWireOptions {
  /** Time between sending and hearing, in milliseconds; default 0.05. */
  readonly delay?: Duration;
  /** Asked once for each listener whether the frame is lost on its way there; default: never. */
  readonly loses?: (octets: Uint8Array) => boolean;
  /** Longest payload behind the Ethernet header, in octets; default 1500. */
  readonly mtu?: number;
}

/** One end of a virtual wire. */
export interface VirtualEnd extends FrameChannel {
  /** Takes the end down (it says ENETDOWN, sends and hears nothing) or up again, as `ip link set` does. */
  setUp(up: boolean): void;
}

const headerLength = 14;
const tagLength = 4;
const vlanProtocol = 0x8100;

/** A medium in memory: what one end sends, every other end hears after the delay, in the order of sending. For tests, without privilege. */
export class VirtualHub {
  readonly #clock: Clock;
  readonly #options: VirtualWireOptions;
  readonly #ends = new Set<HubEnd>();

  constructor(clock: Clock, options: VirtualWireOptions = {}) {
    this.#clock = clock;
    this.#options = options;
  }

  /** Adds an end. It leaves when it is closed. */
  plug(): VirtualEnd {
    const end: HubEnd = new HubEnd(
      (octets) => this.#carry(end, octets),
      () => this.#ends.delete(end),
    );
    this.#ends.add(end);
    return end;
  }

  #carry(from: HubEnd, octets: Uint8Array): string | null {
    if (octets.length < headerLength) return "EINVAL";
    const room = headerLength + (protocolOf(octets) === vlanProtocol ? tagLength : 0) + (this.#options.mtu ?? 1500);
    if (octets.length > room) return "EMSGSIZE";
    const { delay = 0.05, loses } = this.#options;
    const sent = octets.slice();
    for (const end of this.#ends) {
      if (end === from || loses?.(sent)) continue;
      this.#clock.at(this.#clock.now() + delay, () => end.deliver(sent));
    }
    return null;
  }
}

/** A cable: a hub with two ends. */
export function virtualWire(clock: Clock, options: VirtualWireOptions = {}): [VirtualEnd, VirtualEnd] {
  const hub = new VirtualHub(clock, options);
  return [hub.plug(), hub.plug()];
}

class HubEnd implements VirtualEnd {
  readonly frames = new Signal<CapturedFrame>();
  readonly failures = new Signal<string>();
  readonly #carry: (octets: Uint8Array) => string | null;
  readonly #leave: () => void;
  #state: "up" | "down" | "closed" = "up";
  #received = 0;

  constructor(carry: (octets: Uint8Array) => string | null, leave: () => void) {
    this.#carry = carry;
    this.#leave = leave;
  }

  setUp(up: boolean): void {
    if (this.#state === "closed" || (this.#state === "up") === up) return;
    this.#state = up ? "up" : "down";
    if (!up) this.failures.emit("ENETDOWN");
  }

  send(octets: Uint8Array): string | null {
    if (this.#state === "closed") return "EBADF";
    return this.#state === "down" ? "ENETDOWN" : this.#carry(octets);
  }

  /** What arrives: each end has a copy of its own, without the VLAN tag, as the kernel hands it over. */
  deliver(octets: Uint8Array): void {
    if (this.#state !== "up") return;
    this.#received++;
    this.frames.emit(withoutTag(octets));
  }

  statistics(): ChannelStatistics {
    return { received: this.#received, dropped: 0 };
  }

  async close(): Promise<void> {
    this.#state = "closed";
    this.#leave();
  }
}

function withoutTag(octets: Uint8Array): CapturedFrame {
  if (protocolOf(octets) !== vlanProtocol || octets.length < headerLength + tagLength) return { octets: octets.slice(), vlan: null };
  const untagged = new Uint8Array(octets.length - tagLength);
  untagged.set(octets.subarray(0, 12));
  untagged.set(octets.subarray(16), 12);
  return { octets: untagged, vlan: (((octets[14] as number) << 8) | (octets[15] as number)) & 0xfff };
}

function protocolOf(octets: Uint8Array): number {
  return ((octets[12] ?? 0) << 8) | (octets[13] ?? 0);
}

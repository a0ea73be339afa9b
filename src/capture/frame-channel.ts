import type { Signal } from "../base/index.ts";

export interface CapturedFrame {
  /** From the destination address on, without FCS. Lent: whoever keeps octets beyond the call copies them. */
  readonly octets: Uint8Array;
  /** VID that was stripped in front of the ethertype, or null. */
  readonly vlan: number | null;
}

export interface ChannelStatistics {
  readonly received: number;
  readonly dropped: number;
}

/** A way to send and hear whole Ethernet frames on one interface. The packet socket and the virtual wire pass the same suite. */
export interface FrameChannel {
  readonly frames: Signal<CapturedFrame>;
  /** The interface went down or away; the symbolic errno (`ENETDOWN`, `ENODEV`). After ENODEV the channel is dead. */
  readonly failures: Signal<string>;
  /** Null when the kernel took the frame, else the symbolic errno. Frames sent here are not heard here. */
  send(octets: Uint8Array): string | null;
  statistics(): ChannelStatistics;
  /** Idempotent; nothing is heard after the call. */
  close(): Promise<void>;
}

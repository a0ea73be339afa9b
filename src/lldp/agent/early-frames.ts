import type { Instant } from "../../base/index.ts";

const capacity = 16;
const lifetime = 250;

interface EarlyFrame {
  readonly octets: Uint8Array;
  readonly vlan: number | null;
  readonly at: Instant;
}

/**
 * Frames heard while the link is thought to be down. The kernel tells of frames and of carrier by different sockets, so the first
 * LLDPDU of a new link may come before the news of the link: it is kept for a moment, or the neighbor would stay unknown until it
 * speaks again. What is older was sent over the old link.
 */
export class EarlyFrames {
  #frames: EarlyFrame[] = [];

  /** Keeps a frame; the oldest gives way. */
  hold(octets: Uint8Array, vlan: number | null, at: Instant): void {
    if (this.#frames.length === capacity) this.#frames.shift();
    this.#frames.push({ octets: octets.slice(), vlan, at });
  }

  /** Gives back the frames that are young enough and forgets all. */
  release(now: Instant): readonly EarlyFrame[] {
    const young = this.#frames.filter(({ at }) => now - at <= lifetime);
    this.#frames = [];
    return young;
  }
}

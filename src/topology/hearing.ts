import { byText } from "./roster.ts";

/** A port as a speaker or listener: ours, a remote one, or one that we have not met yet. */
interface Voice {
  /** Port heard -> number of neighbor entries that say so. */
  readonly hears: Map<string, number>;
  readonly heardBy: Set<string>;
  segment: Segment | null;
}

/** A shared medium: three or more ports that hear one another otherwise than over a cable between two of them. */
export interface Segment {
  readonly members: Set<string>;
}

/** What `Hearing` tells its owner. */
export interface HearingListener {
  /** A port joined or left a segment. */
  moved(port: string): void;
  /** The members of a segment changed; with fewer than three it is no more. */
  reshaped(segment: Segment): void;
}

/**
 * Who hears whom, and the shared media that follow from it. Hearing over the cable that joins two ports is direct; all other hearing means a
 * medium in between, and is transitive: its connected components are the media. A medium of two is an ordinary link.
 */
export class Hearing {
  readonly #voices = new Map<string, Voice>();
  readonly #cabled: (a: string, b: string) => boolean;
  readonly #listener: HearingListener;

  constructor(cabled: (a: string, b: string) => boolean, listener: HearingListener) {
    this.#cabled = cabled;
    this.#listener = listener;
  }

  /** One more neighbor entry says that `listener` hears `speaker`. */
  add(listener: string, speaker: string): void {
    const { hears } = this.#voice(listener);
    const count = hears.get(speaker) ?? 0;
    hears.set(speaker, count + 1);
    if (count > 0) return;
    const known = this.#voice(speaker).hears.has(listener) && listener !== speaker;
    this.#voice(speaker).heardBy.add(listener);
    if (!known) this.#joined(listener, speaker);
  }

  /** One neighbor entry less says so. */
  remove(listener: string, speaker: string): void {
    const hears = this.#voices.get(listener)?.hears;
    const count = hears?.get(speaker) ?? 0;
    if (!hears || count === 0) return;
    if (count > 1) {
      hears.set(speaker, count - 1);
      return;
    }
    hears.delete(speaker);
    this.#voices.get(speaker)?.heardBy.delete(listener);
    if (!this.#linked(listener, speaker)) this.#parted(listener, speaker);
    this.#forget(listener);
    this.#forget(speaker);
  }

  /** The cable between two ports came or went: `before` says whether there was one. */
  rewired(a: string, b: string, before: boolean): void {
    const now = this.#cabled(a, b);
    if (now === before || !this.#linked(a, b)) return;
    if (now) this.#parted(a, b);
    else this.#joined(a, b);
  }

  hears(listener: string, speaker: string): boolean {
    return this.#voices.get(listener)?.hears.has(speaker) ?? false;
  }

  /** Ports that this one hears, in no order. */
  heard(listener: string): Iterable<string> {
    return this.#voices.get(listener)?.hears.keys() ?? [];
  }

  /** Number of different ports that this one hears. */
  heardCount(listener: string): number {
    return this.#voices.get(listener)?.hears.size ?? 0;
  }

  /** Ports that hear this one, in no order. */
  listeners(speaker: string): ReadonlySet<string> {
    return this.#voices.get(speaker)?.heardBy ?? nobody;
  }

  segment(port: string): Segment | null {
    return this.#voices.get(port)?.segment ?? null;
  }

  /** The one port at the other side of a medium of two, or null. */
  partner(port: string): string | null {
    if (this.segment(port)) return null;
    for (const peer of this.#peers(port)) return peer;
    return null;
  }

  /** Ports heard or hearing otherwise than over the cable between the two. */
  *#peers(port: string): Iterable<string> {
    const voice = this.#voices.get(port);
    if (!voice) return;
    for (const peer of voice.hears.keys()) if (peer !== port && !this.#cabled(port, peer)) yield peer;
    for (const peer of voice.heardBy) if (peer !== port && !voice.hears.has(peer) && !this.#cabled(port, peer)) yield peer;
  }

  #linked(a: string, b: string): boolean {
    return this.hears(a, b) || this.hears(b, a);
  }

  #joined(a: string, b: string): void {
    if (a === b || this.#cabled(a, b)) return;
    const left = this.segment(a);
    const right = this.segment(b);
    if (left && left === right) return;
    const members = new Set([...(left?.members ?? this.#small(a)), ...(right?.members ?? this.#small(b))]);
    if (members.size < 3) return;
    const [kept, lost] = (left?.members.size ?? 0) >= (right?.members.size ?? 0) ? [left, right] : [right, left];
    const segment = kept ?? { members: new Set<string>() };
    for (const member of members) this.#move(member, segment);
    this.#listener.reshaped(segment);
    if (lost) {
      lost.members.clear();
      this.#listener.reshaped(lost);
    }
  }

  #parted(a: string, b: string): void {
    const segment = this.segment(a);
    if (!segment || segment !== this.segment(b) || this.#share(a, b)) return;
    const parts = this.#components(segment.members).sort((left, right) => right.size - left.size);
    segment.members.clear();
    for (const [index, part] of parts.entries()) {
      const home: Segment | null = part.size < 3 ? null : index === 0 ? segment : { members: new Set<string>() };
      for (const member of part) this.#move(member, home);
      if (home && home !== segment) this.#listener.reshaped(home);
    }
    this.#listener.reshaped(segment);
  }

  /** Whether a third port keeps the two together: the usual case, found without a walk. */
  #share(a: string, b: string): boolean {
    for (const peer of this.#peers(a)) if (this.#linked(peer, b) && !this.#cabled(peer, b)) return true;
    return false;
  }

  #small(port: string): string[] {
    return [port, ...this.#peers(port)];
  }

  #components(members: ReadonlySet<string>): Set<string>[] {
    const left = new Set([...members].sort(byText));
    const parts: Set<string>[] = [];
    for (const start of left) {
      const part = new Set([start]);
      for (const member of part) {
        left.delete(member);
        for (const peer of this.#peers(member)) part.add(peer);
      }
      parts.push(part);
    }
    return parts;
  }

  #move(port: string, segment: Segment | null): void {
    const voice = this.#voice(port);
    segment?.members.add(port);
    if (voice.segment === segment) return;
    voice.segment = segment;
    this.#listener.moved(port);
  }

  #voice(port: string): Voice {
    let voice = this.#voices.get(port);
    if (!voice) {
      voice = { hears: new Map(), heardBy: new Set(), segment: null };
      this.#voices.set(port, voice);
    }
    return voice;
  }

  #forget(port: string): void {
    const voice = this.#voices.get(port);
    if (voice && !voice.segment && voice.hears.size === 0 && voice.heardBy.size === 0) this.#voices.delete(port);
  }
}

const nobody: ReadonlySet<string> = new Set();

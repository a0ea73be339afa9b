import { MultiMap, type Values } from "./multi-map.ts";
import { byText } from "./roster.ts";

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
  readonly #heard = new MultiMap();
  readonly #listeners = new MultiMap();
  /** How many neighbor entries beyond the first say that a listener hears a speaker. */
  readonly #repeats = new Map<string, number>();
  /** Only of ports that are members of one. */
  readonly #segments = new Map<string, Segment>();
  readonly #cabled: (a: string, b: string) => boolean;
  readonly #listener: HearingListener;

  constructor(cabled: (a: string, b: string) => boolean, listener: HearingListener) {
    this.#cabled = cabled;
    this.#listener = listener;
  }

  /** One more neighbor entry says that `listener` hears `speaker`. */
  add(listener: string, speaker: string): void {
    if (this.#heard.has(listener, speaker)) {
      const pair = pairOf(listener, speaker);
      this.#repeats.set(pair, (this.#repeats.get(pair) ?? 0) + 1);
      return;
    }
    const known = this.hears(speaker, listener);
    this.#heard.add(listener, speaker);
    this.#listeners.add(speaker, listener);
    if (!known) this.#joined(listener, speaker);
  }

  /** One neighbor entry less says so. */
  remove(listener: string, speaker: string): void {
    if (!this.#heard.has(listener, speaker)) return;
    const pair = pairOf(listener, speaker);
    const repeats = this.#repeats.get(pair);
    if (repeats !== undefined) {
      if (repeats > 1) this.#repeats.set(pair, repeats - 1);
      else this.#repeats.delete(pair);
      return;
    }
    this.#heard.delete(listener, speaker);
    this.#listeners.delete(speaker, listener);
    if (!this.#linked(listener, speaker)) this.#parted(listener, speaker);
  }

  /** The cable between two ports came or went: `before` says whether there was one. */
  rewired(a: string, b: string, before: boolean): void {
    const now = this.#cabled(a, b);
    if (now === before || !this.#linked(a, b)) return;
    if (now) this.#parted(a, b);
    else this.#joined(a, b);
  }

  hears(listener: string, speaker: string): boolean {
    return this.#heard.has(listener, speaker);
  }

  /** Ports that this one hears, in no order. */
  heard(listener: string): Iterable<string> {
    return this.#heard.get(listener);
  }

  /** Number of different ports that this one hears. */
  heardCount(listener: string): number {
    return this.#heard.count(listener);
  }

  /** Ports that hear this one, in no order. */
  listeners(speaker: string): Values {
    return this.#listeners.get(speaker);
  }

  segment(port: string): Segment | null {
    return this.#segments.get(port) ?? null;
  }

  /** The one port at the other side of a medium of two, or null. */
  partner(port: string): string | null {
    if (this.segment(port)) return null;
    for (const peer of this.#peers(port)) return peer;
    return null;
  }

  /** Ports heard or hearing otherwise than over the cable between the two. */
  *#peers(port: string): Iterable<string> {
    for (const peer of this.#heard.get(port)) if (peer !== port && !this.#cabled(port, peer)) yield peer;
    for (const peer of this.#listeners.get(port)) if (peer !== port && !this.hears(port, peer) && !this.#cabled(port, peer)) yield peer;
  }

  /** Whether a port hears and is heard by at most this one, which is the usual case. */
  #only(port: string, peer: string): boolean {
    const hears = this.#heard.count(port);
    const heardBy = this.#listeners.count(port);
    return (hears === 0 || (hears === 1 && this.hears(port, peer))) && (heardBy === 0 || (heardBy === 1 && this.hears(peer, port)));
  }

  #linked(a: string, b: string): boolean {
    return this.hears(a, b) || this.hears(b, a);
  }

  #joined(a: string, b: string): void {
    if (a === b || this.#cabled(a, b)) return;
    const left = this.segment(a);
    const right = this.segment(b);
    if (left ? left === right : !right && this.#only(a, b) && this.#only(b, a)) return;
    const [kept, lost] = (left?.members.size ?? 0) >= (right?.members.size ?? 0) ? [left, right] : [right, left];
    // Only those who are new to the medium move: it may have thousands of members, and grow by one at a time.
    const joining = kept ? (lost?.members ?? this.#small(kept === left ? b : a)) : new Set([...this.#small(a), ...this.#small(b)]);
    const segment = kept ?? { members: new Set<string>() };
    if (!kept && [...joining].length < 3) return;
    for (const member of [...joining]) this.#move(member, segment);
    this.#listener.reshaped(segment);
    if (lost) {
      lost.members.clear();
      this.#listener.reshaped(lost);
    }
  }

  #parted(a: string, b: string): void {
    const segment = this.segment(a);
    if (!segment || segment !== this.segment(b) || this.#share(a, b)) return;
    const lone = [a, b].find((port) => this.#alone(port));
    if (lone !== undefined && segment.members.size > 3) {
      // Who leaves a medium of thousands does not make the others look for a new one.
      segment.members.delete(lone);
      this.#move(lone, null);
      this.#listener.reshaped(segment);
      return;
    }
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

  #alone(port: string): boolean {
    for (const _ of this.#peers(port)) return false;
    return true;
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
    segment?.members.add(port);
    if (this.segment(port) === segment) return;
    if (segment) this.#segments.set(port, segment);
    else this.#segments.delete(port);
    this.#listener.moved(port);
  }
}

function pairOf(listener: string, speaker: string): string {
  return `${listener}\0${speaker}`;
}

import { type Instant, seconds } from "../../base/index.ts";
import type { PortEffect } from "./port-event.ts";

/** What a port turned away because a budget was spent. */
export interface ReceiveLimit {
  /** Frames so far. */
  frames: number;
  /** When it is looked at whether the flood goes on; null while there is none. */
  reviewAt: Instant | null;
  /** `frames` at the look before. */
  reviewed: number;
}

/** A flood is over when nothing was turned away for so long. Looked at by the interval, so that a frame of the flood moves no timer. */
const calm = seconds(10);

export function createReceiveLimit(): ReceiveLimit {
  return { frames: 0, reviewAt: null, reviewed: 0 };
}

/** Turns a frame away. The first one is told. */
export function limit(limited: ReceiveLimit, now: Instant, effects: PortEffect[]): void {
  limited.frames++;
  if (limited.reviewAt !== null) return;
  limited.reviewAt = now + calm;
  limited.reviewed = limited.frames;
  effects.push({ kind: "flooded", active: true, frames: limited.frames });
}

/** Tells when a flood is over. */
export function reviewLimit(limited: ReceiveLimit, now: Instant, effects: PortEffect[]): void {
  if (limited.reviewAt === null || limited.reviewAt > now) return;
  const over = limited.frames === limited.reviewed;
  limited.reviewed = limited.frames;
  limited.reviewAt = over ? null : now + calm;
  if (over) effects.push({ kind: "flooded", active: false, frames: limited.frames });
}

/** When `reviewLimit` has something to do; Infinity when never. */
export function limitDeadline({ reviewAt }: ReceiveLimit): Instant {
  return reviewAt ?? Number.POSITIVE_INFINITY;
}

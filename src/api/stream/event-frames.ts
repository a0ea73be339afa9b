import type { EventDocument } from "../../topology/index.ts";

// The octets of server-sent events (WHATWG HTML 9.2). JSON text has no raw line break, so one data line always suffices.

/** A change, as every reader gets it. */
export function changeFrame(event: EventDocument): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** First words of a stream: where it stands, and after how many milliseconds a lost one should be tried again. */
export function greetingFrame(position: string): string {
  return `retry: 2000\nid: ${position}\n\n`;
}

/** A sign of life; an id without data only moves what the reader will resume from. */
export function heartbeatFrame(position: string): string {
  return `: heartbeat\nid: ${position}\n\n`;
}

/** The reader's picture cannot be continued: it has to read the topology again. */
export function resetFrame(position: string, epoch: string, revision: number): string {
  return `id: ${position}\nevent: reset\ndata: ${JSON.stringify({ epoch, revision })}\n\n`;
}

/** Last words to a reader that is too slow. */
export function cutOffFrame(position: string): string {
  return `event: cut-off\ndata: ${JSON.stringify({ reason: "too-slow", after: position })}\n\n`;
}

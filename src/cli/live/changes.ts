import type { Instant } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import type { PortRow } from "./port-row.ts";

export type MarkKind = "new" | "changed" | "gone";

export interface Mark {
  readonly kind: MarkKind;
  readonly at: Instant;
}

/** How long a row is marked, and how long one that is gone stays, in milliseconds. */
export const markSpan = 6000;
/** What counts for the rate of change, in milliseconds. */
export const rateSpan = 60_000;
const eventsKept = 500;

/** What happened lately: marks that fade, rows that are gone but still shown, how often each port changes, and the last events. */
export class RecentChanges {
  readonly marks = new Map<string, Mark>();
  readonly gone = new Map<string, PortRow>();
  readonly #times = new Map<string, Instant[]>();
  #events: EventDocument[] = [];
  /** Differs whenever a rate may have changed. */
  stamp = 0;

  get events(): readonly EventDocument[] {
    return this.#events;
  }

  /** Takes events in order; `rowBefore` knows the rows as they were before the events. */
  take(events: readonly EventDocument[], now: Instant, rowBefore: (port: string) => PortRow | undefined): void {
    this.stamp += 1;
    this.#events = [...this.#events, ...events].slice(-eventsKept);
    for (const event of events) {
      const port = event.port;
      if (port === null || event.kind.startsWith("link-")) continue;
      this.#count(port, now);
      this.#mark(event, port, now, rowBefore);
    }
  }

  /** Forgets what has faded. Returns whether something is still fading. */
  fade(now: Instant): boolean {
    for (const [port, { at }] of this.marks) {
      if (now - at < markSpan) continue;
      this.marks.delete(port);
      this.gone.delete(port);
    }
    for (const [port, times] of this.#times) {
      if (now - (times[0] ?? now) < rateSpan) continue;
      this.stamp += 1;
      const recent = times.filter((at) => now - at < rateSpan);
      if (recent.length === 0) this.#times.delete(port);
      else if (recent.length < times.length) this.#times.set(port, recent);
    }
    return this.marks.size > 0;
  }

  /** Changes of a port in the last minute, in `buckets` equal spans, the latest last. */
  rate(port: string, now: Instant, buckets: number): readonly number[] {
    const counts = new Array<number>(buckets).fill(0);
    for (const at of this.#times.get(port) ?? []) {
      const bucket = buckets - 1 - Math.floor(((now - at) * buckets) / rateSpan);
      if (bucket >= 0 && bucket < buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    return counts;
  }

  total(port: string): number {
    return this.#times.get(port)?.length ?? 0;
  }

  #count(port: string, now: Instant): void {
    const times = this.#times.get(port);
    // A port that changes all the time needs no exact count.
    if (times) times.push(now) > 1000 && times.shift();
    else this.#times.set(port, [now]);
  }

  #mark(event: EventDocument, port: string, now: Instant, rowBefore: (port: string) => PortRow | undefined): void {
    if (event.kind === "port-removed") {
      const row = rowBefore(port);
      if (row) this.gone.set(port, row);
      this.marks.set(port, { kind: "gone", at: now });
    } else if (event.kind === "port-added") {
      this.gone.delete(port);
      this.marks.set(port, { kind: "new", at: now });
    } else if (this.marks.get(port)?.kind !== "new" || now - (this.marks.get(port)?.at ?? now) > markSpan / 2)
      this.marks.set(port, { kind: "changed", at: now });
  }
}

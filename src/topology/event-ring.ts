import type { EventDocument } from "./documents.ts";

/** The last so many events; older ones are forgotten. Event number N is the one that made revision N. */
export class EventRing {
  readonly #slots: EventDocument[] = [];
  readonly #capacity: number;
  #newest = 0;

  /** `capacity` of at least 1. */
  constructor(capacity: number) {
    this.#capacity = Math.max(1, capacity);
  }

  push(event: EventDocument): void {
    this.#slots[this.#newest % this.#capacity] = event;
    this.#newest++;
  }

  /** Events after `sequence`, oldest first; null when one of them is forgotten, or `sequence` lies in the future. */
  after(sequence: number): readonly EventDocument[] | null {
    if (!Number.isSafeInteger(sequence) || sequence < 0) return null;
    if (sequence > this.#newest || sequence < this.#newest - this.#capacity) return null;
    const events: EventDocument[] = [];
    for (let at = sequence; at < this.#newest; at++) events.push(this.#slots[at % this.#capacity] as EventDocument);
    return events;
  }
}

import type { EventDocument } from "../topology/index.ts";

/** Counts the changes of neighbors of each port, by kind of event and reason. A port's counts go when the port goes. */
export class ChangeTally {
  readonly #ports = new Map<string, Map<string, number>>();

  /** Takes a batch of events as the graph emits it. */
  take(events: readonly EventDocument[]): void {
    for (const event of events) {
      if (event.port === null) continue;
      if (event.kind === "port-removed") this.#ports.delete(event.port);
      if (event.kind.startsWith("neighbor-")) this.#count(event.port, `${event.kind} ${event.reason}`);
    }
  }

  /** `[event, reason, count]` of a port. */
  of(port: string): readonly (readonly [string, string, number])[] {
    return [...(this.#ports.get(port) ?? [])].map(([key, count]) => [...(key.split(" ") as [string, string]), count] as const);
  }

  #count(port: string, key: string): void {
    const counts = this.#ports.get(port) ?? new Map<string, number>();
    this.#ports.set(port, counts);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

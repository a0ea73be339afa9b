import type { Duration, Instant } from "../base/index.ts";

interface Record {
  count: number;
  /** The last moments at which the link left `ok`, oldest first. */
  readonly moments: Instant[];
}

/** A link that left `ok` this often within the window is flapping. */
const often = 3;
const window: Duration = 60_000;
/** Links that are no more but remembered, so that one which comes back keeps its count. */
const remembered = 65_536;

/** How often links left `ok`. Forgets the link that has been quiet longest when there are too many. */
export class FlapMemory {
  readonly #records = new Map<string, Record>();

  /** The link left `ok`. */
  left(id: string, now: Instant): void {
    const record = this.#records.get(id) ?? { count: 0, moments: [] };
    record.count++;
    record.moments.push(now);
    if (record.moments.length > often) record.moments.shift();
    this.#records.delete(id);
    this.#records.set(id, record);
    if (this.#records.size <= remembered) return;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined) this.#records.delete(oldest);
  }

  /** The links of a namespace go on under another name of it: what was counted counts on. */
  rename(before: string, after: string): void {
    for (const [id, record] of [...this.#records]) {
      const renamed = id
        .split("--")
        .map((end) => (end.startsWith(`${before}:`) ? after + end.slice(before.length) : end))
        .sort()
        .join("--");
      if (renamed === id) continue;
      this.#records.delete(id);
      this.#records.set(renamed, record);
    }
  }

  count(id: string): number {
    return this.#records.get(id)?.count ?? 0;
  }

  flapping(id: string, now: Instant): boolean {
    const until = this.until(id);
    return until !== null && now < until;
  }

  /** When the link stops to count as flapping if it stays quiet; null when it does not flap. */
  until(id: string): Instant | null {
    const moments = this.#records.get(id)?.moments;
    if (!moments || moments.length < often) return null;
    const [first, last] = [moments[0] as Instant, moments.at(-1) as Instant];
    return last - first <= window ? first + window : null;
  }
}

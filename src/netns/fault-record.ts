import type { Instant } from "../base/index.ts";
import type { ListingFault } from "../native/index.ts";

/** Remembers which names could not be read, so that each cause is told once as long as it lasts, and not before it has lasted a moment. */
export class FaultRecord {
  #since = new Map<string, { readonly first: Instant; told: boolean }>();

  /** Takes the faults of a listing. `worse`: to be told now; `suspects`: whether some are too young to tell. */
  read(faults: readonly ListingFault[], oldEnough: Instant, now: Instant): { readonly worse: readonly ListingFault[]; readonly suspects: boolean } {
    const before = this.#since;
    const worse: ListingFault[] = [];
    this.#since = new Map();
    for (const fault of faults) {
      const key = `${fault.name}\0${fault.error.code}`;
      const record = before.get(key) ?? { first: now, told: false };
      this.#since.set(key, record);
      if (record.told || record.first > oldEnough) continue;
      record.told = true;
      worse.push(fault);
    }
    return { worse, suspects: [...this.#since.values()].some(({ told }) => !told) };
  }
}

import type { NeighborBudget } from "../lldp/index.ts";

/** Who holds so many may take one more as long as a quarter as many are free: however many are flooded, the last places stay for others. */
const shareOfFree = 4;

/** Places for neighbors, of the whole daemon or of one namespace; those of a namespace are taken from the daemon's. */
export class NeighborPlaces implements NeighborBudget {
  readonly #limit: number;
  readonly #around: NeighborPlaces | null;
  #taken = 0;

  constructor(limit: number, around: NeighborPlaces | null = null) {
    this.#limit = limit;
    this.#around = around;
  }

  take(held: number): boolean {
    const free = this.#limit - this.#taken;
    if (free <= 0 || held >= shareOfFree * free) return false;
    if (this.#around && !this.#around.take(this.#taken)) return false;
    this.#taken++;
    return true;
  }

  give(): void {
    this.#taken--;
    this.#around?.give();
  }
}

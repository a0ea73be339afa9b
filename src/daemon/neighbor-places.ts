import type { NeighborBudget } from "../lldp/index.ts";

/** Places for neighbors of the whole daemon. */
export class NeighborPlaces implements NeighborBudget {
  #free: number;

  constructor(total: number) {
    this.#free = total;
  }

  take(): boolean {
    if (this.#free <= 0) return false;
    this.#free--;
    return true;
  }

  give(): void {
    this.#free++;
  }
}

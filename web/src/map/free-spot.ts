export interface Spot {
  readonly x: number;
  readonly y: number;
}

const turn = 2.399963;
const tries = 400;

/** Which places are taken, by cells of a grid, so that a newcomer finds a free one without looking at all the others. */
export class TakenSpots {
  readonly #cells = new Set<string>();
  readonly #gap: number;

  /** `gap`: the least distance between two places, in the units of the map. */
  constructor(taken: Iterable<Spot>, gap: number) {
    this.#gap = gap;
    for (const spot of taken) this.take(spot);
  }

  take({ x, y }: Spot): void {
    this.#cells.add(this.#cell(x, y));
  }

  /** The nearest free place on a spiral around a middle; it counts as taken from now on. */
  near(middle: Spot): Spot {
    for (let step = 1; ; step++) {
      const radius = this.#gap * 0.75 * Math.sqrt(step + 1);
      const spot = { x: middle.x + radius * Math.cos(step * turn), y: middle.y + radius * Math.sin(step * turn) };
      if (step < tries && !this.#free(spot)) continue;
      this.take(spot);
      return spot;
    }
  }

  #free({ x, y }: Spot): boolean {
    const half = this.#gap / 2;
    for (const dx of [-half, 0, half]) for (const dy of [-half, 0, half]) if (this.#cells.has(this.#cell(x + dx, y + dy))) return false;
    return true;
  }

  #cell(x: number, y: number): string {
    return `${Math.round(x / this.#gap)},${Math.round(y / this.#gap)}`;
  }
}

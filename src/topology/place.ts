/** A first place on the map, in units of its own. */
export interface Place {
  readonly x: number;
  /** Grows downward: what joins the most stands on top. */
  readonly y: number;
}

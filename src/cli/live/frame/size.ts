/** Cells of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What a frame is drawn at and with. */
export interface Moment {
  /** Monotonic, milliseconds. */
  readonly now: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

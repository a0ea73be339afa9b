import type { CaptureRecord } from "../../capture/index.ts";

/** Writes the times of captured frames. Frames come in the order of time, thousands a second, so the last second's text is kept. */
export class CaptureTimes {
  #second = Number.NaN;
  #text = "";

  /** RFC 3339 UTC with as many digits as the file keeps; null when the file tells no time. */
  textOf({ seconds, fraction, digits }: CaptureRecord): string | null {
    if (seconds === null || Math.abs(seconds) > 8.64e12) return null;
    if (seconds !== this.#second) {
      this.#second = seconds;
      this.#text = new Date(1000 * seconds).toISOString().slice(0, -5);
    }
    return digits === 0 ? `${this.#text}Z` : `${this.#text}.${String(fraction).padStart(digits, "0")}Z`;
  }
}

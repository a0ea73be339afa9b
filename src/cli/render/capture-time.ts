import type { CaptureRecord } from "../../capture/index.ts";

/** Time of a captured frame, RFC 3339 UTC with as many digits as the file keeps; null when the file tells none. */
export function captureTime({ seconds, fraction, digits }: CaptureRecord): string | null {
  if (seconds === null || Math.abs(seconds) > 8.64e12) return null;
  const second = secondText(seconds);
  return digits === 0 ? `${second}Z` : `${second}.${String(fraction).padStart(digits, "0")}Z`;
}

// Frames come in the order of time, thousands a second.
let lastSecond = Number.NaN;
let lastText = "";

function secondText(seconds: number): string {
  if (seconds !== lastSecond) {
    lastSecond = seconds;
    lastText = new Date(1000 * seconds).toISOString().slice(0, -5);
  }
  return lastText;
}

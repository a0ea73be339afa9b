import type { Look, Paint } from "../../render/paint.ts";
import { clip, textWidth } from "../../render/text-width.ts";

/** A piece of a line with its look. The text is safe for a terminal. */
export type Part = readonly [text: string, look: Look];

/** A line of exactly `width` cells: parts one after the other, cut with an ellipsis, filled with blanks. */
export function line(parts: readonly Part[], width: number, paint: Paint): string {
  let left = width;
  let text = "";
  for (const [part, look] of parts) {
    if (left <= 0) break;
    const shown = clip(part, left);
    text += paint(shown, look);
    left -= textWidth(shown);
  }
  return text + " ".repeat(Math.max(0, left));
}

/** A line with parts at its left and at its right end; the right ones give way when there is no room. */
export function spread(left: readonly Part[], right: readonly Part[], width: number, paint: Paint): string {
  const [leftWidth, rightWidth] = [partsWidth(left), partsWidth(right)];
  if (leftWidth + rightWidth + 1 > width) return line(left, width, paint);
  return line([...left, [" ".repeat(width - leftWidth - rightWidth), "plain"], ...right], width, paint);
}

/** A rule across the screen with words at its start. */
export function rule(words: readonly Part[], width: number, paint: Paint): string {
  const start: readonly Part[] = [["\u2500\u2500 ", "faint"], ...words, [" ", "plain"]];
  return line([...start, ["\u2500".repeat(Math.max(0, width - partsWidth(start))), "faint"]], width, paint);
}

/** A whole line in one look, filled to the width: a bar. */
export function bar(parts: readonly Part[], width: number, look: Look, paint: Paint): string {
  const text = clip(parts.map(([part]) => part).join(""), width);
  return paint(text + " ".repeat(Math.max(0, width - textWidth(text))), look);
}

function partsWidth(parts: readonly Part[]): number {
  return parts.reduce((sum, [part]) => sum + textWidth(part), 0);
}

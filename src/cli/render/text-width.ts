import stringWidth from "string-width";

const plain = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Cells that a text without control characters takes on a terminal: wide characters two, combining marks none. */
export function textWidth(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

/** The text made exactly `width` cells wide: cut with an ellipsis, or filled with blanks on the side away from `align`. */
export function fill(text: string, width: number, align: "left" | "right" = "left"): string {
  const cut = clip(text, width);
  const blanks = " ".repeat(Math.max(0, width - textWidth(cut)));
  return align === "left" ? cut + blanks : blanks + cut;
}

/** The text cut to at most `width` cells, with an ellipsis when something is missing. */
export function clip(text: string, width: number): string {
  if (width <= 0) return "";
  if (text.length <= width && plain.test(text)) return text;
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const cells = textWidth(segment);
    if (used + cells > width - 1) break;
    kept += segment;
    used += cells;
  }
  return `${kept}\u2026`;
}

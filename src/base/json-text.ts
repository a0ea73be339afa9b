// JSON.stringify escapes C0 only; a terminal also obeys DEL, C1 and bidirectional marks.
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** JSON that may be shown on a terminal: what a terminal would obey is escaped. The value is the same for every parser. */
export function jsonText(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  return text.search(unsafe) >= 0 ? text.replaceAll(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`) : text;
}

// Controls (C0, DEL, C1), bidirectional overrides and isolates, line and paragraph separators, BOM, lone surrogates.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/**
 * A string from the wire, made harmless for a terminal, a log line or a page: control characters, bidirectional marks and
 * lone surrogates become U+FFFD, and the text is cut to `limit` code points with an ellipsis.
 */
export function printable(text: string, limit = 255): string {
  const safe = text.replaceAll(unsafe, "\ufffd");
  if (safe.length <= limit) return safe;
  const points = Array.from(safe);
  return points.length <= limit ? safe : `${points.slice(0, limit - 1).join("")}\u2026`;
}

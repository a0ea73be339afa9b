/** The two parts of an event id `EPOCH-SEQ`, or null when the text is none. */
export function parseEventId(text: string): { readonly epoch: string; readonly sequence: number } | null {
  const match = /^([^-]+)-(\d{1,15})$/.exec(text);
  return match ? { epoch: match[1] as string, sequence: Number(match[2]) } : null;
}

/** Milliseconds since 1970 of an RFC 3339 time, or null. */
export function parseTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

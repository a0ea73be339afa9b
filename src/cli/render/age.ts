/** A span of seconds in at most seven characters: `0s`, `59s`, `3m20s`, `5h12m`, `3d4h`, `120d`. Negative spans count as zero. */
export function formatSpan(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days >= 10) return `${days}d`;
  if (days > 0) return `${days}d${hours > 0 ? `${hours}h` : ""}`;
  if (hours > 0) return `${hours}h${minutes > 0 ? `${minutes}m` : ""}`;
  if (minutes > 0) return `${minutes}m${whole % 60 > 0 ? `${whole % 60}s` : ""}`;
  return `${whole}s`;
}

/** How long ago an RFC 3339 time was at `wall` (milliseconds since 1970); `-` when the time cannot be read. */
export function age(time: string, wall: number): string {
  const then = Date.parse(time);
  return Number.isNaN(then) ? "-" : formatSpan((wall - then) / 1000);
}

/** How long until an RFC 3339 time; `-` when it cannot be read. */
export function until(time: string, wall: number): string {
  const then = Date.parse(time);
  return Number.isNaN(then) ? "-" : formatSpan((then - wall) / 1000);
}

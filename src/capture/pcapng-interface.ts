/** What an interface description block says of the frames that name it. */
export interface NgInterface {
  readonly linkType: number;
  /** 0: no limit. */
  readonly snapshotLength: number;
  /** Units in a second. */
  readonly resolution: number;
  /** Digits of the second that the resolution is worth, 0 to 9. */
  readonly digits: number;
  /** Seconds to add. */
  readonly offset: number;
}

const option = { end: 0, timeResolution: 9, timeOffset: 14 } as const;

/** The interface whose block's body lies in `body` to `end` (at least 8 octets). */
export function readInterface(view: DataView, body: number, end: number, littleEndian: boolean): NgInterface {
  let resolution = 1e6;
  let digits = 6;
  let offset = 0;
  for (let at = body + 8; at + 4 <= end; ) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    const value = at + 4;
    if (code === option.end || value + length > end) break;
    if (code === option.timeResolution && length >= 1) {
      const exponent = view.getUint8(value);
      const binary = (exponent & 0x80) !== 0;
      resolution = binary ? 2 ** (exponent & 0x7f) : 10 ** exponent;
      digits = binary ? 9 : Math.min(9, exponent);
    }
    if (code === option.timeOffset && length >= 8) offset = Number(view.getBigInt64(value, littleEndian));
    at = value + length + ((4 - (length % 4)) % 4);
  }
  return {
    linkType: view.getUint16(body, littleEndian),
    snapshotLength: view.getUint32(body + 4, littleEndian),
    resolution,
    digits,
    offset,
  };
}

/** Seconds and the digits after the point of a time stamp, given as its two halves. */
export function ngTime(origin: NgInterface, high: number, low: number): { seconds: number; fraction: number; digits: number } {
  const { resolution, digits, offset } = origin;
  const scale = 10 ** digits;
  if (high < 0x200000) {
    const units = high * 0x1_0000_0000 + low;
    const seconds = Math.floor(units / resolution);
    return { seconds: seconds + offset, fraction: Math.floor(((units - seconds * resolution) * scale) / resolution), digits };
  }
  const units = (BigInt(high) << 32n) | BigInt(low);
  const whole = BigInt(resolution);
  const fraction = ((units % whole) * BigInt(scale)) / whole;
  return { seconds: Number(units / whole) + offset, fraction: Number(fraction), digits };
}

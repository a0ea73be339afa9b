/** A frame that came to an agent's address. */
export interface Arrival {
  /** From the destination address on. */
  readonly octets: Uint8Array;
  /** Where its LLDPDU begins. */
  readonly start: number;
  readonly vlan: number | null;
}

/** An arrival that was kept: without padding, so that other padding behind the same LLDPDU is no change. */
export interface Kept extends Arrival {
  /** Whether an End Of LLDPDU TLV closes it; then whatever follows does not matter. */
  readonly closed: boolean;
}

/** A copy of an arrival up to the end of its LLDPDU. */
export function keep({ octets, start, vlan }: Arrival): Kept {
  const end = endOfLldpdu(octets, start);
  return { octets: octets.slice(0, end < 0 ? octets.length : end), start, vlan, closed: end >= 0 };
}

/** Whether an arrival says again what was kept, from the same source address and under the same tag. */
export function repeats(arrival: Arrival, kept: Kept): boolean {
  const { octets } = kept;
  const again = arrival.octets;
  if (arrival.vlan !== kept.vlan || arrival.start !== kept.start) return false;
  if (again.length < octets.length || (again.length > octets.length && !kept.closed)) return false;
  for (let at = sourceOffset; at < octets.length; at++) if (octets[at] !== again[at]) return false;
  return true;
}

const sourceOffset = 6;

/** Offset behind the End Of LLDPDU TLV, or -1 when none closes the LLDPDU. */
function endOfLldpdu(octets: Uint8Array, start: number): number {
  for (let at = start; at + 2 <= octets.length; ) {
    const header = ((octets[at] as number) << 8) | (octets[at + 1] as number);
    at += 2 + (header & 0x1ff);
    if (header >> 9 === 0) return at <= octets.length ? at : -1;
  }
  return -1;
}

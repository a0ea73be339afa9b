/** What was wrong with octets that a peer or the kernel sent: a value, never an exception. */
export interface Fault {
  /** Stable kebab-case code, listed in docs/conformance.md. */
  readonly code: string;
  /** TLV type that the fault is about, or null when it concerns the whole message. */
  readonly tlv: number | null;
  /** Offset in octets from the start of the input. */
  readonly offset: number;
  /** Clause of the standard, or man page, that was broken. */
  readonly clause: string;
}

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** A successful decoding. */
export function decoded<T>(value: T): Decoded<T> {
  return { ok: true, value };
}

/** A failed decoding. */
export function faulty(code: string, tlv: number | null, offset: number, clause: string): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { code, tlv, offset, clause } };
}

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

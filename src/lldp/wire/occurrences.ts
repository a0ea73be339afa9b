import type { OptionalTlv } from "./lldpdu.ts";
import { registrationOf } from "./registry.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

/** Which TLVs of one LLDPDU have been met: the first of those that may come once counts, a second is discarded (802.1AB-2016 9.2.7.7.2). */
export class Occurrences {
  readonly #seen = new Set<string>();

  /** Null when `tlv` may be kept, else the fault at `offset` that discards it. */
  admit(tlv: OptionalTlv, offset: number): TlvFault | null {
    const key = occurrenceKey(tlv);
    if (key === null) return null;
    if (this.#seen.has(key)) return tlvFault("repeated", offset, "802.1AB-2016 9.2.7.7.2");
    this.#seen.add(key);
    return null;
  }
}

function occurrenceKey(tlv: OptionalTlv): string | null {
  if (tlv.kind === "management-address" || tlv.kind === "organization" || tlv.kind === "reserved") return null;
  const occurs = registrationOf(tlv.kind)?.definition.occurs ?? "once";
  if (occurs === "repeatedly") return null;
  return occurs === "once" ? tlv.kind : `${tlv.kind} ${occurs(tlv)}`;
}

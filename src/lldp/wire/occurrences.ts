import type { OptionalTlv } from "./lldpdu.ts";
import { allDefinitions, registrationOf } from "./registry.ts";
import { textKinds } from "./text.ts";
import { type TlvFault, tlvFault } from "./tlv.ts";

// A bit for each kind that may come once: sets of them are made and dropped for every LLDPDU.
const onceKinds = [
  ...textKinds,
  "system-capabilities",
  ...allDefinitions.filter(({ occurs }) => occurs === "once").map(({ kind }) => kind as string),
];
const bits: ReadonlyMap<string, number> = new Map(onceKinds.map((kind, bit) => [kind, bit]));

/** Which TLVs of one LLDPDU have been met: the first of those that may come once counts, a second is discarded (802.1AB-2016 9.2.7.7.2). */
export class Occurrences {
  readonly #seen: [number, number] = [0, 0];
  #keys: Set<string> | null = null;

  /** Null when `tlv` may be kept, else the fault at `offset` that discards it. */
  admit(tlv: OptionalTlv, offset: number): TlvFault | null {
    const bit = bits.get(tlv.kind);
    const isNew = bit === undefined ? this.#isNewKey(occurrenceKey(tlv)) : this.#isNewBit(bit);
    return isNew ? null : tlvFault("repeated", offset, "802.1AB-2016 9.2.7.7.2");
  }

  #isNewBit(bit: number): boolean {
    const word = bit < 32 ? 0 : 1;
    const mask = 1 << (bit & 31);
    if (this.#seen[word] & mask) return false;
    this.#seen[word] |= mask;
    return true;
  }

  #isNewKey(key: string | null): boolean {
    if (key === null) return true;
    this.#keys ??= new Set();
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}

/** What may come once in the place of a kind; null when any number may come. */
function occurrenceKey(tlv: OptionalTlv): string | null {
  const occurs = registrationOf(tlv.kind)?.definition.occurs;
  return typeof occurs === "function" ? `${tlv.kind} ${occurs(tlv)}` : null;
}

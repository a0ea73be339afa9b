import type { OptionalTlv } from "./lldpdu.ts";
import { allDefinitions } from "./registry.ts";
import { textKinds } from "./text.ts";

const kinds = [...textKinds, "system-capabilities", "management-address", ...allDefinitions.map(({ kind }) => kind as string)];
const slots: ReadonlyMap<string, number> = new Map(kinds.map((kind, slot) => [kind, slot]));

/** Where `TlvsByKind` keeps a kind. Look it up once, not for each LLDPDU. */
export function slotOf(kind: string): number {
  const slot = slots.get(kind);
  if (slot === undefined) throw new TypeError(`no TLV of kind ${kind}`);
  return slot;
}

/** The first TLV of each kind in an LLDPDU, found in one pass: a document asks for forty kinds and meets ten. */
export class TlvsByKind {
  readonly #first = new Array<OptionalTlv | undefined>(kinds.length);

  constructor(optional: readonly OptionalTlv[]) {
    for (const tlv of optional) {
      const slot = slots.get(tlv.kind);
      if (slot !== undefined) this.#first[slot] ??= tlv;
    }
  }

  /** The first TLV of the kind that has this slot. */
  first(slot: number): OptionalTlv | undefined {
    return this.#first[slot];
  }
}

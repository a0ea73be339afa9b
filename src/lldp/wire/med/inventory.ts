import type { TlvDefinition } from "../organization.ts";
import { utf8Octets } from "../text.ts";
import { tlvFault } from "../tlv.ts";

// ANSI/TIA-1057 10.2.6, subtypes 5 to 11: the whole information is text, 0 to 32 octets.

export const inventoryItems = ["hardware", "firmware", "software", "serial-number", "manufacturer", "model", "asset-id"] as const;
export type InventoryItem = (typeof inventoryItems)[number];

export interface Inventory {
  readonly kind: `med-${InventoryItem}`;
  /** Meant to be UTF-8. */
  readonly octets: Uint8Array;
}

const maxInventoryLength = 32;
const firstSubtype = 5;

const fieldNames: Readonly<Record<InventoryItem, string>> = {
  hardware: "hardwareRevision",
  firmware: "firmwareRevision",
  software: "softwareRevision",
  "serial-number": "serialNumber",
  manufacturer: "manufacturer",
  model: "model",
  "asset-id": "assetId",
};

export const inventoryTlvs: readonly TlvDefinition<Inventory>[] = inventoryItems.map((item, index) => ({
  kind: `med-${item}`,
  subtype: firstSubtype + index,
  field: fieldNames[item],
  occurs: "once",
  decode(octets, start, end) {
    if (end - start > maxInventoryLength) return tlvFault("too-long", start, `TIA-1057 10.2.6.${1 + index}`);
    return { kind: `med-${item}`, octets: octets.subarray(start, end) };
  },
  encode: ({ octets }) => octets,
  describe: ({ octets }, name, sink) => sink.utf8(name, octets),
}));

/** One line of the inventory, cut at 32 octets. */
export function inventory(item: InventoryItem, text: string): Inventory {
  return { kind: `med-${item}`, octets: utf8Octets(text, maxInventoryLength) };
}

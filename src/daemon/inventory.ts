import { type Inventory, type InventoryItem, inventory, inventoryItems, type MedCapabilities, medCapabilities } from "../lldp/index.ts";

/** What the machine tells of itself; empty strings are not sent. */
export type InventoryFacts = Readonly<Partial<Record<InventoryItem, string>>>;

const capabilitiesBit = 0x01;
const inventoryBit = 0x20;
const networkConnectivity = 4;

/** LLDP-MED inventory with the capabilities TLV that must lead it (ANSI/TIA-1057 10.2.2). */
export function inventoryOf(facts: InventoryFacts): readonly (MedCapabilities | Inventory)[] {
  const items = inventoryItems.flatMap((item) => (facts[item] ? [inventory(item, facts[item])] : []));
  return items.length > 0 ? [medCapabilities(capabilitiesBit | inventoryBit, networkConnectivity), ...items] : [];
}

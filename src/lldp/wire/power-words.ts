import { type Names, wordOf } from "./words.ts";

// Words that the power TLVs of 802.3 (table 79-4) and LLDP-MED (TIA-1057 10.2.5) share.

const priorityNames: Names = ["unknown", "critical", "high", "low"];
const sourceNames = {
  pse: ["unknown", "primary", "backup"],
  pd: ["unknown", "pse", "local", "pse-and-local"],
} as const satisfies Record<string, Names>;

/** The word for a power priority. */
export function powerPriorityWord(priority: number): string {
  return wordOf(priorityNames, priority);
}

/** The word for a power source: the same two bits mean something else for a PSE and for a PD. */
export function powerSourceWord(side: "pse" | "pd", source: number): string {
  return wordOf(sourceNames[side], source);
}

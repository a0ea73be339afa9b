import { printable } from "../../base/index.ts";
import type { IdentifierDocument, LldpduDocument } from "../../topology/index.ts";

/** What to call a neighbor: its system name, else its chassis id. Safe for a terminal. */
export function neighborName(neighbor: Pick<LldpduDocument, "systemName" | "chassisId">): string {
  return neighbor.systemName ? printable(neighbor.systemName, 80) : identifierText(neighbor.chassisId);
}

/** The value of a chassis or port id; the bytes in hex when it has no text. Safe for a terminal. */
export function identifierText(id: IdentifierDocument): string {
  return id.value === "" ? id.bytes : printable(id.value, 80);
}

/** The port at the other end: its id, and its description when that tells more. */
export function neighborPort(neighbor: Pick<LldpduDocument, "portId" | "portDescription">): string {
  return identifierText(neighbor.portId);
}

/** What a system does, shortest words first: enabled capabilities joined by commas, or `-`. */
export function capabilityText(neighbor: Pick<LldpduDocument, "capabilities">): string {
  const enabled = neighbor.capabilities?.enabled ?? [];
  return enabled.length === 0 ? "-" : enabled.map((name) => printable(name, 30)).join(",");
}

import { formatMac } from "../../base/index.ts";
import { decodeLldpdu, type Lldpdu } from "../wire/index.ts";
import type { Neighbor } from "./neighbor-table.ts";
import type { HeardLldpdu } from "./port-event.ts";

/** What a neighbor said last, decoded again: only its octets are kept. */
export function heardFrom({ kept, firstHeard, lastChange }: Neighbor): HeardLldpdu {
  return { sourceMac: formatMac(kept.octets, 6), vlan: kept.vlan, lldpdu: decodeKept(kept.octets, kept.start), firstHeard, lastChange };
}

function decodeKept(octets: Uint8Array, start: number): Lldpdu {
  const { value } = decodeLldpdu(octets, start);
  if (value === null) throw new Error("an LLDPDU was kept that is not valid");
  return value;
}

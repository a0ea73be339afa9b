import { addressTypes, decodeAddress } from "./address-message.ts";
import { bridgeFamily, decodeBridgePortMessage } from "./bridge-message.ts";
import type { LinkEvent } from "./link-event.ts";
import { decodeDeparture, decodeLink, linkFamily, linkTypes } from "./link-message.ts";
import type { LinkTable } from "./link-table.ts";
import type { NetlinkMessage } from "./netlink-message.ts";

const nothing: readonly LinkEvent[] = [];

/** Applies one rtnetlink message to the table. What is malformed or of another type changes nothing. */
export function foldRouteMessage(table: LinkTable, message: NetlinkMessage): readonly LinkEvent[] {
  switch (message.type) {
    case linkTypes.new:
    case linkTypes.delete:
      return foldLink(table, message, message.type === linkTypes.new);
    case addressTypes.new:
    case addressTypes.delete: {
      const record = decodeAddress(message);
      return record ? table.address(record, message.type === addressTypes.new) : nothing;
    }
    default:
      return nothing;
  }
}

function foldLink(table: LinkTable, message: NetlinkMessage, present: boolean): readonly LinkEvent[] {
  if (linkFamily(message) === bridgeFamily) {
    const record = decodeBridgePortMessage(message);
    return record ? table.bridgePort(record, present) : nothing;
  }
  if (present) {
    const record = decodeLink(message);
    return record ? table.link(record) : nothing;
  }
  const departure = decodeDeparture(message);
  return departure ? table.linkGone(departure.ifindex, departure.movedTo) : nothing;
}

import { printable } from "../../base/index.ts";
import type { NeighborDocument } from "../../topology/index.ts";
import { age, until } from "./age.ts";
import { capabilityText, identifierText, neighborName, neighborPort } from "./identity.ts";
import type { Column } from "./table.ts";

/** The columns of `neighbors`; `wall` is the time of day for ages. */
export function neighborColumns(wall: number): readonly Column<NeighborDocument>[] {
  return [
    { key: "port", title: "PORT", rank: 0, least: 12, text: (row) => printable(row.port), look: () => "bold" },
    { key: "neighbor", title: "NEIGHBOR", rank: 0, least: 10, text: neighborName, look: () => "cyan" },
    { key: "its-port", title: "ITS PORT", rank: 1, least: 8, text: neighborPort },
    {
      key: "description",
      title: "DESCRIPTION",
      rank: 5,
      least: 11,
      text: ({ portDescription }) => (portDescription ? printable(portDescription, 60) : "-"),
      extra: true,
    },
    { key: "capabilities", title: "CAPABILITIES", rank: 4, least: 8, text: capabilityText },
    { key: "management", title: "MANAGEMENT", rank: 3, least: 10, text: managementText },
    { key: "destination", title: "DESTINATION", rank: 6, least: 11, text: (row) => row.destination, extra: true },
    { key: "chassis", title: "CHASSIS", rank: 6, least: 11, text: (row) => identifierText(row.chassisId), extra: true },
    { key: "mac", title: "MAC", rank: 6, least: 17, text: (row) => printable(row.sourceMac), extra: true },
    { key: "vlan", title: "VLAN", rank: 6, least: 4, align: "right", text: (row) => String(row.vlan ?? "-"), extra: true },
    { key: "ttl", title: "TTL", rank: 6, least: 5, align: "right", text: (row) => String(row.ttl), extra: true },
    { key: "expires", title: "EXPIRES", rank: 6, least: 7, align: "right", text: (row) => until(row.expiresAt, wall), extra: true },
    { key: "age", title: "AGE", rank: 2, least: 4, align: "right", text: (row) => age(row.firstSeen, wall), look: () => "faint" },
    { key: "id", title: "ID", rank: 6, least: 12, text: (row) => printable(row.id), extra: true },
  ];
}

function managementText(row: NeighborDocument): string {
  const [first, ...more] = row.managementAddresses;
  return first ? printable(first.address, 45) + (more.length > 0 ? ` +${more.length}` : "") : "-";
}

import { printable } from "../../base/index.ts";
import type { EventDocument, LinkDocument, NamespaceDocument, NeighborFacts } from "../../topology/index.ts";
import { changedFields } from "./changed-fields.ts";
import { neighborName, neighborPort } from "./identity.ts";
import { heardText } from "./link-columns.ts";
import type { Column } from "./table.ts";
import { eventLook } from "./verdict-look.ts";

/** Where it happened: the port, else the namespace. */
export function eventPlace(event: EventDocument): string {
  return printable(event.port ?? event.namespace ?? (event.after as { readonly id?: string } | null)?.id ?? "-");
}

/** What happened, in a few words; what the documents of the event say beyond its kind. */
export function eventText(event: EventDocument): string {
  const subject = event.after ?? event.before;
  if (event.kind.endsWith("-changed")) return changedFields(event.before, event.after).join(", ");
  if (subject === null || typeof subject !== "object") return "";
  switch (event.kind) {
    case "neighbor-added":
    case "neighbor-removed": {
      const neighbor = subject as NeighborFacts;
      return `${neighborName(neighbor)} ${neighborPort(neighbor)}`;
    }
    case "link-added":
    case "link-removed": {
      const link = subject as LinkDocument;
      return `${printable(link.a)} ${heardText(link.observed)} ${printable(link.b)} ${link.verdict}`;
    }
    case "namespace-added":
    case "namespace-removed":
      return printable((subject as NamespaceDocument).kind);
    default:
      return printable(String((subject as { readonly state?: string }).state ?? ""));
  }
}

/** The columns of `events`, and of `watch` without a head. */
export const eventColumns: readonly Column<EventDocument>[] = [
  { key: "time", title: "TIME", rank: 1, least: 12, text: (row) => printable(row.time), look: () => "faint" },
  { key: "kind", title: "EVENT", rank: 0, least: 17, text: (row) => row.kind, look: (row) => eventLook(row.kind) },
  { key: "where", title: "WHERE", rank: 0, least: 12, text: eventPlace, look: () => "bold" },
  { key: "reason", title: "REASON", rank: 2, least: 8, text: (row) => row.reason },
  { key: "what", title: "WHAT", rank: 1, least: 12, text: eventText },
  { key: "id", title: "ID", rank: 6, least: 12, text: (row) => printable(row.id), extra: true },
];

/** One line for `watch`: columns of a fixed width, so that lines align without knowing the next one. */
export function eventLine(event: EventDocument, paint: (text: string, column: Column<EventDocument>) => string): string {
  const widths: Readonly<Record<string, number>> = { kind: 17, where: 20, reason: 10 };
  return eventColumns
    .filter((column) => !column.extra)
    .map((column) => paint(column.text(event).padEnd(widths[column.key] ?? 0), column))
    .join("  ")
    .trimEnd();
}

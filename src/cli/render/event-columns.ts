import { printable } from "../../base/index.ts";
import type { EventDocument } from "../../topology/index.ts";
import { eventPlace, eventText } from "./event-text.ts";
import type { Column } from "./table.ts";
import { eventLook } from "./verdict-look.ts";

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

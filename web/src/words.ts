import type { EventDocument, LinkDocument, NeighborFacts, PortDocument } from "../../src/topology/documents.ts";

// Controls and marks that turn the direction of text could make a name look like another; everything else is shown as text anyway.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A string from the wire, safe to read. */
export function shown(text: string | null | undefined): string {
  return (text ?? "").replaceAll(unsafe, "\ufffd").slice(0, 512);
}

/** A time of day, or the date as well when it is not today's. */
export function clockTime(time: string, now = new Date()): string {
  const date = new Date(time);
  const day = date.toDateString() === now.toDateString() ? "" : `${date.toLocaleDateString()} `;
  return `${day}${date.toLocaleTimeString()}`;
}

/** One change as a sentence. */
export function sentence(event: EventDocument): string {
  const [subject, what] = event.kind.split("-") as [string, string];
  const link = (event.after ?? event.before) as Partial<LinkDocument & NeighborFacts & PortDocument> | null;
  if (subject === "link")
    return `${shown(link?.a)} \u2013 ${shown(link?.b)}: ${what === "removed" ? "gone" : `${link?.verdict}${link?.reason ? ` (${link.reason})` : ""}`}`;
  if (subject === "neighbor")
    return `${shown(event.port)}: neighbor ${shown(link?.systemName || link?.chassisId?.value)} ${shown(link?.portId?.value)} ${what} (${event.reason})`;
  if (subject === "port") return `${shown(event.port)}: port ${what}${what === "changed" && link?.state ? ` (${link.state})` : ""}`;
  if (subject === "node") return `${shown(link?.id)}: node ${what}`;
  return `${shown(event.namespace)}: namespace ${what}`;
}

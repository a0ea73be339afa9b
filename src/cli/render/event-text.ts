import { printable } from "../../base/index.ts";
import type { EventDocument, LinkDocument, NamespaceDocument, NeighborFacts } from "../../topology/index.ts";
import { changedFields } from "./changed-fields.ts";
import { neighborName, neighborPort } from "./identity.ts";
import { heardText } from "./link-columns.ts";

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

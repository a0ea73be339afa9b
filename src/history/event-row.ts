import type { EventDocument, EventKind, EventReason, LinkDocument } from "../topology/index.ts";

/** An event as the file holds it. */
export interface EventRow {
  readonly epoch: string;
  readonly seq: number;
  readonly time: number;
  readonly kind: EventKind;
  readonly port: string | null;
  readonly namespace: string | null;
  readonly interface: string | null;
  readonly reason: EventReason;
  readonly before: string | null;
  readonly after: string | null;
}

/** The columns of an EventRow, from `events` joined with `epochs`. */
export const eventColumns = "epoch, seq, time, kind, port, namespace, interface, reason, before, after";

/** A value as text; null for none. */
export const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** The event that a row means. */
export function documentOf(row: EventRow): EventDocument {
  const { epoch, seq, time, kind, port, namespace, interface: name, reason, before, after } = row;
  return {
    id: `${epoch}-${seq}`,
    time: new Date(time).toISOString(),
    kind,
    port,
    namespace,
    interface: name,
    reason,
    before: parsed(before),
    after: parsed(after),
  };
}

/**
 * Where an event belongs, for filters, and what it is about. A link belongs to two namespaces; a port id is `NS:IF`, and an interface name
 * has no colon (dev_valid_name in net/core/dev.c).
 */
export function placeOf(event: EventDocument): {
  readonly namespace: string | null;
  readonly spread: string | null;
  readonly subject: string | null;
} {
  const [kind] = event.kind.split("-", 1) as [string];
  const about = (event.after ?? event.before) as (Partial<LinkDocument> & { readonly id?: string }) | null;
  const subject = ["node", "port", "link"].includes(kind) && about?.id !== undefined ? `${kind} ${about.id}` : null;
  if (kind !== "link") return { namespace: event.namespace, spread: null, subject };
  const end = (port: string | undefined) => port?.slice(0, port.lastIndexOf(":")) ?? null;
  const [a, b] = [end(about?.a), end(about?.b)];
  return { namespace: event.namespace ?? a, spread: event.namespace === b ? a : b, subject };
}

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

/** A value as text; null for none. */
export const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
/** The value of `textOf`. */
export const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

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
 * Where an event belongs, for filters. A link belongs to two namespaces; a port id is `NS:IF`, and an interface name has no colon
 * (dev_valid_name in net/core/dev.c).
 */
export function placeOf(event: EventDocument): { readonly namespace: string | null; readonly spread: string | null; readonly link: string | null } {
  if (!event.kind.startsWith("link-")) return { namespace: event.namespace, spread: null, link: null };
  const link = (event.after ?? event.before) as LinkDocument | null;
  const end = (port: string | undefined) => port?.slice(0, port.lastIndexOf(":")) ?? null;
  const [a, b] = [end(link?.a), end(link?.b)];
  return { namespace: event.namespace ?? a, spread: event.namespace === b ? a : b, link: link?.id ?? null };
}

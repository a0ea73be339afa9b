import { compilePattern } from "../../base/index.ts";
import type { EventDocument, EventKind } from "../../topology/index.ts";

export interface EventFilter {
  readonly namespace?: string;
  readonly kinds?: readonly EventKind[];
}

/** The same text for filters that mean the same: readers with one key share their octets. */
export function filterKey({ namespace, kinds }: EventFilter): string {
  return JSON.stringify([namespace ?? "", [...(kinds ?? [])].sort()]);
}

/** Whether an event is wanted. */
export function eventMatcher({ namespace, kinds }: EventFilter): (event: EventDocument) => boolean {
  const byName = namespace === undefined ? null : compilePattern(namespace);
  return (event) => (byName === null || (event.namespace !== null && byName(event.namespace))) && (kinds === undefined || kinds.includes(event.kind));
}

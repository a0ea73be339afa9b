import { useSignal, useSignalEffect } from "@preact/signals";
import type { EventDocument } from "../../../src/topology/documents.ts";
import type { Session } from "../session.ts";
import { changes, moment } from "../state.ts";
import { clockTime, sentence } from "../words.ts";

interface Subject {
  readonly kind: "link" | "port";
  readonly id: string;
  /** A port in whose namespace its events happen. */
  readonly port: string;
}

const kinds = {
  link: "link-added,link-changed,link-removed",
  port: "port-added,port-changed,port-removed,neighbor-added,neighbor-changed,neighbor-removed",
} as const;
const most = 8;

/** What happened to a link or port: from the history while there is one, and since the page was opened. */
export function PastEvents({ subject, session }: { readonly subject: Subject; readonly session: Session }) {
  const kept = useSignal<readonly EventDocument[]>([]);
  useSignalEffect(() => {
    const until = moment.value;
    const namespace = subject.port.slice(0, Math.max(0, subject.port.lastIndexOf(":")));
    const query = { since: "-1d", namespace, kind: kinds[subject.kind], limit: 1000, ...(until?.includes("T") ? { until } : {}) };
    session.api.events(query).then(
      (events) => (kept.value = events.filter((event) => isAbout(event, subject))),
      () => (kept.value = []),
    );
  });
  const known = new Set(kept.value.map((event) => event.id));
  const live = moment.value === null ? changes.value.filter((event) => isAbout(event, subject) && !known.has(event.id)) : [];
  const seen = [...live, ...[...kept.value].reverse()].slice(0, most);
  if (seen.length === 0) return null;
  return (
    <details open class="part">
      <summary>Lately</summary>
      <ul class="history" data-testid="lately">
        {seen.map((event) => (
          <li key={event.id}>
            <time dateTime={event.time}>{clockTime(event.time)}</time> {sentence(event)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function isAbout(event: EventDocument, { kind, id }: Subject): boolean {
  if (kind === "link") return event.kind.startsWith("link-") && ((event.after ?? event.before) as { id?: string } | null)?.id === id;
  return event.port === id && !event.kind.startsWith("link-");
}

import type { Session } from "../session.ts";
import { changes, selection } from "../state.ts";
import { clockTime, sentence } from "../words.ts";

/** The latest changes, newest first. */
export function Changes({ session }: { readonly session: Session }) {
  const [latest] = changes.value;
  return (
    <details class="changes">
      <summary>
        <b>Changes</b>
        {latest && (
          <span class="latest">
            <time dateTime={latest.time}>{clockTime(latest.time)}</time> {sentence(latest)}
          </span>
        )}
      </summary>
      <ol data-testid="changes" aria-live="off">
        {changes.value.slice(0, 100).map((event) => (
          <li key={event.id}>
            <time dateTime={event.time}>{clockTime(event.time)}</time>{" "}
            <button type="button" class="link" onClick={() => select(session, event)}>
              {sentence(event)}
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function select(session: Session, event: (typeof changes.value)[number]): void {
  const id = ((event.after ?? event.before) as { id?: string } | null)?.id;
  if (event.kind.startsWith("link-") && id !== undefined && session.network.links.has(id)) selection.value = { kind: "link", id };
  else if (event.port !== null) selection.value = { kind: "port", id: event.port };
}

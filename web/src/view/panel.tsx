import type { Session } from "../session.ts";
import { moment, selection } from "../state.ts";
import { LinkPanel } from "./link-panel.tsx";
import { NodePanel } from "./node-panel.tsx";
import { PortPanel } from "./port-panel.tsx";

/** What is known of the selected port, link or system. */
export function Panel({ session }: { readonly session: Session }) {
  const chosen = selection.value;
  if (chosen === null) return null;
  return (
    <aside class="panel" aria-label="Selection" data-testid="panel">
      <button type="button" class="close" aria-label="Close the panel" onClick={() => (selection.value = null)}>
        {"\u00d7"}
      </button>
      {chosen.kind === "link" && <LinkPanel key={chosen.id} id={chosen.id} session={session} />}
      {chosen.kind === "port" && <PortPanel key={chosen.id} id={chosen.id} session={session} />}
      {chosen.kind === "node" && <NodePanel key={chosen.id} id={chosen.id} session={session} />}
      {moment.value !== null && chosen.kind === "port" && <p class="note">State, neighbors and counters of a port are those of now.</p>}
    </aside>
  );
}

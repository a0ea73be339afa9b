import { verdicts } from "../../../src/topology/words.ts";
import type { Session } from "../session.ts";
import { clearFilters, filtering, hostFilter, namespaceFilter, networkVersion, toggle, verdictFilter } from "../state.ts";
import { shown } from "../words.ts";

/** More names than this are no help in a list of suggestions. */
const suggested = 500;

/** Which links are shown: by verdict, host and namespace. */
export function Filters({ session }: { readonly session: Session }) {
  void networkVersion.value;
  const counts = new Map<string, number>();
  for (const link of session.network.links.values()) counts.set(link.verdict, (counts.get(link.verdict) ?? 0) + 1);
  const active = (hostFilter.value === "" ? 0 : 1) + (namespaceFilter.value === "" ? 0 : 1);
  return (
    <>
      <fieldset class="chips">
        <legend class="unseen">Show links by verdict</legend>
        {verdicts
          .filter((verdict) => (counts.get(verdict) ?? 0) > 0 || verdictFilter.value.has(verdict))
          .map((verdict) => (
            <button
              key={verdict}
              type="button"
              class={`chip verdict-${verdict}`}
              aria-pressed={verdictFilter.value.has(verdict)}
              onClick={() => (verdictFilter.value = toggle(verdictFilter.value, verdict))}
            >
              <span class="mark" aria-hidden="true" /> {verdict} <b>{counts.get(verdict) ?? 0}</b>
            </button>
          ))}
      </fieldset>
      <details class="menu">
        <summary>Filter{active > 0 ? ` (${active})` : ""}</summary>
        <div>
          <Suggesting label="Host" of={hostFilter} names={namesOf(session, "host")} />
          <Suggesting label="Namespace" of={namespaceFilter} names={namesOf(session, "namespace")} />
        </div>
      </details>
      {filtering.value && (
        <button type="button" onClick={clearFilters}>
          Show all
        </button>
      )}
    </>
  );
}

interface SuggestingProps {
  readonly label: string;
  readonly of: { value: string };
  readonly names: readonly string[];
}

function Suggesting({ label, of, names }: SuggestingProps) {
  const list = `names-of-${label.toLowerCase()}`;
  return (
    <label>
      {label} <input list={list} value={of.value} onInput={(event) => (of.value = event.currentTarget.value)} />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}

function namesOf({ network }: Session, field: "host" | "namespace"): readonly string[] {
  const names = new Set<string>();
  for (const node of network.nodes.values()) if (node[field]) names.add(shown(node[field]));
  return names.size > suggested ? [] : [...names].sort();
}

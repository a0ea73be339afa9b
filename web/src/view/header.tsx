import { verdicts } from "../../../src/topology/words.ts";
import type { Session } from "../session.ts";
import { feedState, hostFilter, moment, namespaceFilter, networkVersion, searchText, theme, toggle, verdictFilter, view } from "../state.ts";
import { requestFit, requestJump, requestPicture } from "./map-requests.ts";

const formats = ["json", "dot", "graphml", "netjson", "rfc8345", "mermaid", "containerlab"] as const;

export function Header({ session }: { readonly session: Session }) {
  void networkVersion.value;
  const counts = new Map<string, number>();
  for (const link of session.network.links.values()) counts.set(link.verdict, (counts.get(link.verdict) ?? 0) + 1);
  return (
    <header>
      <h1>
        lldp-watch <LiveMark />
      </h1>
      <Search />
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
              <span class="mark" aria-hidden="true" /> {verdict} {counts.get(verdict) ?? 0}
            </button>
          ))}
      </fieldset>
      <details class="menu">
        <summary>Filter</summary>
        <div>
          <label>
            Host <input value={hostFilter.value} onInput={(event) => (hostFilter.value = event.currentTarget.value)} />
          </label>
          <label>
            Namespace <input value={namespaceFilter.value} onInput={(event) => (namespaceFilter.value = event.currentTarget.value)} />
          </label>
        </div>
      </details>
      <nav aria-label="View">
        <button type="button" aria-pressed={view.value === "map"} onClick={() => (view.value = "map")}>
          Map
        </button>
        <button type="button" aria-pressed={view.value === "table"} onClick={() => (view.value = "table")}>
          Table
        </button>
        {view.value === "map" && (
          <button type="button" onClick={requestFit}>
            Fit
          </button>
        )}
        <button type="button" onClick={() => (theme.value = theme.value === "dark" ? "light" : "dark")}>
          {theme.value === "dark" ? "Light" : "Dark"}
        </button>
        <Export />
      </nav>
    </header>
  );
}

function LiveMark() {
  const lost = feedState.value.kind !== "live";
  const words = moment.value !== null ? "in the past" : lost ? "not connected" : "live";
  return (
    <small class={`live ${moment.value !== null ? "past" : lost ? "lost" : "on"}`} role="status">
      {words}
    </small>
  );
}

function Search() {
  const jump = (event: Event) => {
    event.preventDefault();
    requestJump(searchText.value);
  };
  return (
    <search>
      <form onSubmit={jump}>
        <label class="unseen" for="search">
          Search names and ports; Enter jumps there
        </label>
        <input
          id="search"
          type="search"
          placeholder="Search, Enter jumps"
          value={searchText.value}
          onInput={(event) => {
            searchText.value = event.currentTarget.value;
          }}
        />
      </form>
    </search>
  );
}

function Export() {
  const at = moment.value === null ? "" : `&at=${encodeURIComponent(moment.value)}`;
  return (
    <details class="menu">
      <summary>Export</summary>
      <div>
        {view.value === "map" && (
          <button type="button" onClick={requestPicture}>
            PNG
          </button>
        )}
        {formats.map((format) => (
          <a key={format} href={`api/v1/topology?format=${format}${at}`} download={`topology.${format}`}>
            {format}
          </a>
        ))}
      </div>
    </details>
  );
}

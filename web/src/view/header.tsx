import type { Session } from "../session.ts";
import { feedState, moment, searchText, theme, view } from "../state.ts";
import { ExportMenu } from "./export-menu.tsx";
import { Filters } from "./filters.tsx";
import { requestJump } from "./map-requests.ts";

export function Header({ session }: { readonly session: Session }) {
  return (
    <header>
      <h1>
        lldp-watch <LiveMark />
      </h1>
      <Search />
      <Filters session={session} />
      <nav aria-label="View">
        <span class="pair">
          <button type="button" aria-pressed={view.value === "map"} onClick={() => (view.value = "map")}>
            Map
          </button>
          <button type="button" aria-pressed={view.value === "table"} onClick={() => (view.value = "table")}>
            Table
          </button>
        </span>
        <button type="button" onClick={() => (theme.value = theme.value === "dark" ? "light" : "dark")}>
          {theme.value === "dark" ? "Light" : "Dark"}
        </button>
        <ExportMenu session={session} />
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
          placeholder="Search ( / ), Enter jumps"
          value={searchText.value}
          onInput={(event) => {
            searchText.value = event.currentTarget.value;
          }}
        />
      </form>
    </search>
  );
}

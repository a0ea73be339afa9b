import type { Instant } from "../../base/index.ts";
import type { EventDocument, ExplainDocument, NeighborDocument, PortDocument, TopologyDocument } from "../../topology/index.ts";
import type { NetworkCopy } from "../client/network-copy.ts";
import { RecentChanges } from "./changes.ts";
import { byOrder, type PortRow, RowMaker } from "./port-row.ts";
import { type Grouping, type SortKey, type TableLine, tableLines } from "./row-order.ts";

/** How it stands with the daemon. */
export type Connection =
  | { readonly kind: "starting"; readonly what: string }
  | { readonly kind: "up" }
  /** `attempt` counts from 1; the next one is due at `retryAt`. */
  | { readonly kind: "lost"; readonly attempt: number; readonly retryAt: Instant; readonly cause: string };

/** What was asked about the port that is looked at closely. */
export interface PortDetail {
  readonly port: PortDocument;
  readonly neighbors: readonly NeighborDocument[];
  readonly explain: ExplainDocument | null;
  /** Its last events from before this view, oldest first; the view itself sees the others. */
  readonly history: readonly EventDocument[];
}

export type Screen = "table" | "port" | "topology" | "help";

/** What the user chose; all of it changes by keys only. */
export interface Choices {
  readonly screen: Screen;
  /** Where escape leads back to. */
  readonly behind: Screen;
  readonly filter: string;
  /** The filter is being typed. */
  readonly typing: boolean;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly grouping: Grouping;
  /** Names of the groups of which only the head is shown. */
  readonly collapsed: ReadonlySet<string>;
  /** Id of the port under the bar, or of the head of a collapsed group (`lineId`); null before the first row. */
  readonly selected: string | null;
  /** First line of the table that is shown. */
  readonly top: number;
  /** First line of the port, topology or help screen that is shown. */
  readonly scroll: number;
  /** The topology is drawn as boxes, not listed. */
  readonly drawing: boolean;
  readonly eventsPane: boolean;
  readonly mouse: boolean;
}

/** Everything that a frame is drawn from. */
export class LiveModel {
  connection: Connection = { kind: "starting", what: "asking the daemon" };
  choices: Choices;
  copy: NetworkCopy | null = null;
  readonly changes = new RecentChanges();
  detail: PortDetail | null = null;
  topology: TopologyDocument | null = null;
  /** Name of the server, or what is watched. */
  readonly title: string;
  /** While it is not null the table stands still, as of this instant and time of day. */
  frozen: { readonly at: Instant; readonly wall: number; readonly lines: readonly TableLine[] } | null = null;
  readonly #maker = new RowMaker();
  #rows: { readonly copy: NetworkCopy; readonly version: number; readonly rows: readonly PortRow[] } | null = null;
  #lines: { readonly rows: readonly PortRow[]; readonly key: string; readonly lines: readonly TableLine[] } | null = null;

  constructor(title: string, choices: Partial<Choices> = {}) {
    this.title = title;
    this.choices = { ...firstChoices, ...choices };
  }

  /** Takes events that the copy has taken already. */
  take(events: readonly EventDocument[], now: Instant): void {
    // The maker knows the rows as they were drawn last, before the events.
    this.changes.take(events, now, (port) => this.#maker.row(port));
  }

  /** The rows of the present copy, by id. */
  rows(): readonly PortRow[] {
    if (!this.copy) return [];
    if (this.#rows?.copy !== this.copy || this.#rows.version !== this.copy.version) {
      this.#rows = { copy: this.copy, version: this.copy.version, rows: this.#maker.rows(this.copy) };
    }
    return this.#rows.rows;
  }

  /** The lines of the table: chosen, ordered, grouped; with those that have just gone. Frozen ones while it is frozen. */
  lines(): readonly TableLine[] {
    if (this.frozen) return this.frozen.lines;
    const { filter, sort, descending, grouping, collapsed } = this.choices;
    const rows = this.rows();
    const gone = this.changes.gone;
    const counted = sort === "rate" ? this.changes.stamp : 0;
    const key = JSON.stringify([filter, sort, descending, grouping, [...collapsed], [...gone.keys()], counted]);
    if (this.#lines?.rows !== rows || this.#lines.key !== key) {
      const all = gone.size === 0 ? rows : withGone(rows, gone);
      const order = { filter, sort, descending, grouping, collapsed };
      this.#lines = { rows, key, lines: tableLines(all, order, (port) => this.changes.total(port)) };
    }
    return this.#lines.lines;
  }
}

function withGone(rows: readonly PortRow[], gone: ReadonlyMap<string, PortRow>): readonly PortRow[] {
  const present = new Set(rows.map((row) => row.id));
  return [...rows, ...[...gone.values()].filter((row) => !present.has(row.id))].sort(byOrder);
}

const firstChoices: Choices = {
  screen: "table",
  behind: "table",
  filter: "",
  typing: false,
  sort: "port",
  descending: false,
  grouping: "none",
  collapsed: new Set(),
  selected: null,
  top: 0,
  scroll: 0,
  drawing: true,
  eventsPane: false,
  mouse: false,
};

import { computed, signal } from "@preact/signals";
import type { EventDocument } from "../../src/topology/documents.ts";
import type { Verdict } from "../../src/topology/words.ts";
import type { FeedState } from "./feed.ts";
import type { Arrangement } from "./map/placement.ts";
import { readPlace, writePlace } from "./place.ts";
import type { SceneFilter } from "./scene.ts";

export type Selection =
  | { readonly kind: "port"; readonly id: string }
  | { readonly kind: "link"; readonly id: string }
  | { readonly kind: "node"; readonly id: string };
export type Theme = "light" | "dark";

const place = readPlace(location.hash);
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** Grows with each change of the network that is shown; what reads the network depends on it. */
export const networkVersion = signal(0);
export const feedState = signal<FeedState>({ kind: "lost", attempt: 0, why: "connecting" });
export const selection = signal<Selection | null>(place.selection);
export const expanded = signal<ReadonlySet<string>>(new Set(place.expanded));
export const searchText = signal(place.text);
export const verdictFilter = signal<ReadonlySet<Verdict>>(new Set(place.verdicts));
export const hostFilter = signal(place.host);
export const namespaceFilter = signal(place.namespace);
export const view = signal<"map" | "table">(place.view);
export const arrangement = signal<Arrangement>(place.arrangement);
/** Null while live, else the moment (RFC 3339 or event id) that is shown. */
export const moment = signal<string | null>(place.moment);
export const changes = signal<readonly EventDocument[]>([]);
export const theme = signal<Theme>(place.theme ?? (prefersDark.matches ? "dark" : "light"));
export const message = signal<string | null>(null);

export const filter = computed<SceneFilter>(() => ({
  text: searchText.value,
  verdicts: verdictFilter.value,
  host: hostFilter.value,
  namespace: namespaceFilter.value,
}));

/** Whether a filter hides anything. */
export const filtering = computed(
  () => searchText.value !== "" || verdictFilter.value.size > 0 || hostFilter.value !== "" || namespaceFilter.value !== "",
);

export function clearFilters(): void {
  searchText.value = "";
  verdictFilter.value = new Set();
  hostFilter.value = "";
  namespaceFilter.value = "";
}

/** Keeps selection, filters, view and time in the URL, so that it can be sent to somebody. */
export function writeState(): void {
  const hash = writePlace({
    selection: selection.value,
    expanded: [...expanded.value],
    text: searchText.value,
    verdicts: [...verdictFilter.value],
    host: hostFilter.value,
    namespace: namespaceFilter.value,
    view: view.value,
    arrangement: arrangement.value,
    moment: moment.value,
    theme: place.theme,
  });
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname);
}

export function toggle<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

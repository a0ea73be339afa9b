import { type Verdict, verdicts } from "../../src/topology/words.ts";
import type { Arrangement } from "./map/placement.ts";
import type { Selection, Theme } from "./state.ts";

/** What a URL of the page can say. */
export interface Place {
  readonly selection: Selection | null;
  readonly expanded: readonly string[];
  readonly text: string;
  readonly verdicts: readonly Verdict[];
  readonly host: string;
  readonly namespace: string;
  readonly view: "map" | "table";
  readonly arrangement: Arrangement;
  readonly moment: string | null;
  readonly theme: Theme | null;
}

/** How the map can be arranged. */
export const arrangements: readonly Arrangement[] = ["auto", "tiers", "force"];

const kinds = ["port", "link", "node"] as const;

/** Reads a location hash; what it does not know it leaves out. */
export function readPlace(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const kind = kinds.find((each) => fields.has(each));
  const theme = fields.get("theme");
  return {
    selection: kind ? { kind, id: fields.get(kind) as string } : null,
    expanded: fields.getAll("open"),
    text: fields.get("q") ?? "",
    verdicts: verdicts.filter((verdict) => fields.get("verdict")?.split(",").includes(verdict)),
    host: fields.get("host") ?? "",
    namespace: fields.get("ns") ?? "",
    view: fields.get("view") === "table" ? "table" : "map",
    arrangement: arrangements.find((each) => each === fields.get("layout")) ?? "auto",
    moment: fields.get("at"),
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

/** The hash of a place; empty for the plain page. */
export function writePlace(place: Place): string {
  const fields = new URLSearchParams();
  if (place.selection) fields.set(place.selection.kind, place.selection.id);
  for (const id of place.expanded) fields.append("open", id);
  if (place.text) fields.set("q", place.text);
  if (place.verdicts.length > 0) fields.set("verdict", place.verdicts.join(","));
  if (place.host) fields.set("host", place.host);
  if (place.namespace) fields.set("ns", place.namespace);
  if (place.view === "table") fields.set("view", "table");
  if (place.arrangement !== "auto") fields.set("layout", place.arrangement);
  if (place.moment) fields.set("at", place.moment);
  if (place.theme) fields.set("theme", place.theme);
  const text = fields.toString();
  return text === "" ? "" : `#${text}`;
}

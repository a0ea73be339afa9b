import type { Instant } from "../../base/index.ts";
import type { Places } from "./frame/frame.ts";
import type { Key } from "./key-decoder.ts";
import type { Choices, LiveModel, Screen } from "./model.ts";
import { groupId, groupings, groupOf, lineId, sortKeys } from "./row-order.ts";

/** What a key asks of whoever runs the view, besides the change of the model. */
export type Request = "quit" | "suspend" | "redraw" | "mouse" | null;

interface Context {
  readonly places: Places;
  readonly now: Instant;
  readonly wall: number;
}

/** Changes the model's choices by one key. */
export function press(model: LiveModel, key: Key, context: Context): Request {
  if (key.kind === "mouse") return mouse(model, key, context);
  const { name } = key;
  if (name === "ctrl-c") return "quit";
  if (name === "ctrl-z") return "suspend";
  if (name === "ctrl-l") return "redraw";
  if (model.choices.typing) return type(model, name);
  return anywhere(model, name, context) ?? (model.choices.screen === "table" ? inTable(model, name, context) : inText(model, name, context));
}

function change(model: LiveModel, choices: Partial<Choices>): null {
  model.choices = { ...model.choices, ...choices };
  return null;
}

function type(model: LiveModel, name: string): Request {
  const { filter } = model.choices;
  if (name === "enter") return change(model, { typing: false });
  if (name === "escape") return change(model, { typing: false, filter: "", top: 0 });
  if (name === "backspace") return change(model, { filter: Array.from(filter).slice(0, -1).join(""), top: 0 });
  if (name === "ctrl-u") return change(model, { filter: "", top: 0 });
  return Array.from(name).length === 1 && filter.length < 100 ? change(model, { filter: filter + name, top: 0 }) : null;
}

/** Keys that mean the same on every screen; undefined for the others. */
function anywhere(model: LiveModel, name: string, { now, wall }: Context): Request | undefined {
  const { choices } = model;
  switch (name) {
    case "q":
      return "quit";
    case "?":
      return choices.screen === "help"
        ? change(model, { screen: choices.behind, scroll: 0 })
        : change(model, { screen: "help", behind: choices.screen, scroll: 0 });
    case "t":
      return nextTopology(model);
    case "e":
      return change(model, { eventsPane: !choices.eventsPane });
    case "m":
      change(model, { mouse: !choices.mouse });
      return "mouse";
    case " ":
      model.frozen = model.frozen ? null : { at: now, wall, lines: model.lines() };
      return null;
    default:
      return undefined;
  }
}

/** From the table to the drawing, to the list, and back. */
function nextTopology(model: LiveModel): null {
  const { screen, drawing } = model.choices;
  if (screen !== "topology") return change(model, { screen: "topology", drawing: true, behind: "table", scroll: 0 });
  return drawing ? change(model, { drawing: false, scroll: 0 }) : change(model, { screen: "table", scroll: 0 });
}

function inTable(model: LiveModel, name: string, context: Context): Request {
  const { choices } = model;
  const page = Math.max(1, context.places.body - 1);
  const moves: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    "page-up": -page,
    "ctrl-b": -page,
    "page-down": page,
    "ctrl-f": page,
    home: -Infinity,
    end: Infinity,
    G: Infinity,
  };
  const move = moves[name];
  if (move !== undefined) return select(model, move, context.places.body);
  switch (name) {
    case "enter":
    case "right":
    case "l":
      return choices.selected === null ? null : open(model, choices.selected);
    case "left":
    case "h":
      return collapse(model);
    case "c":
      return collapseAll(model);
    case "escape":
      return change(model, { filter: "", top: 0 });
    case "/":
      return change(model, { typing: true });
    case "s":
      return change(model, { sort: after(sortKeys, choices.sort), top: 0 });
    case "S":
      return change(model, { descending: !choices.descending, top: 0 });
    case "g":
      return change(model, { grouping: after(groupings, choices.grouping), collapsed: new Set(), top: 0 });
    default:
      return null;
  }
}

/** A port is looked at closely; a collapsed group shows its rows again. */
function open(model: LiveModel, selected: string): null {
  const { collapsed } = model.choices;
  const name = [...collapsed].find((each) => groupId(each) === selected);
  if (name === undefined) return change(model, { screen: "port", behind: "table", scroll: 0 });
  const group = model.lines().find((line) => line.kind === "group" && line.name === name);
  const first = group?.kind === "group" ? group.rows[0] : undefined;
  return change(model, { collapsed: new Set([...collapsed].filter((each) => each !== name)), selected: first?.id ?? null });
}

/** Only the head of the group under the bar stays. */
function collapse(model: LiveModel): null {
  const { grouping, selected, collapsed } = model.choices;
  const line = model.lines().find((each) => lineId(each) === selected);
  if (grouping === "none" || line?.kind !== "row") return null;
  const name = groupOf(line.row, grouping);
  return change(model, { collapsed: new Set([...collapsed, name]), selected: groupId(name) });
}

/** Only the heads of all groups stay, or all rows are back. */
function collapseAll(model: LiveModel): null {
  const { grouping, collapsed } = model.choices;
  if (grouping === "none") return null;
  if (collapsed.size > 0) return change(model, { collapsed: new Set(), top: 0 });
  const names = model.lines().flatMap((line) => (line.kind === "group" ? [line.name] : []));
  return change(model, { collapsed: new Set(names), selected: null, top: 0 });
}

function after<T>(values: readonly T[], value: T): T {
  return values[(values.indexOf(value) + 1) % values.length] as T;
}

function inText(model: LiveModel, name: string, { places }: Context): Request {
  const { choices } = model;
  const last = Math.max(0, places.content - places.body);
  const scroll = (to: number) => change(model, { scroll: Math.max(0, Math.min(last, to)) });
  const page = Math.max(1, places.body - 1);
  const moves: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    "page-up": -page,
    "ctrl-b": -page,
    "page-down": page,
    "ctrl-f": page,
  };
  const move = moves[name];
  if (move !== undefined) return scroll(Math.min(choices.scroll, last) + move);
  if (name === "home") return scroll(0);
  if (name === "end" || name === "G") return scroll(last);
  if (name === "escape" || name === "left" || name === "h") return back(model);
  return null;
}

function back(model: LiveModel): Request {
  const { screen, behind } = model.choices;
  const to: Screen = screen === "help" ? behind : "table";
  return change(model, { screen: to, behind: "table", scroll: 0 });
}

/** Moves the bar over the rows and the table under it. */
function select(model: LiveModel, move: number, body: number): Request {
  const lines = model.lines();
  const rows = lines.flatMap((line, index) => (lineId(line) === null ? [] : [index]));
  if (rows.length === 0) return null;
  const at = rows.findIndex((index) => lineId(lines[index]) === model.choices.selected);
  const to = rows[Math.max(0, Math.min(rows.length - 1, Math.max(at, 0) + move))] as number;
  const selected = lineId(lines[to]);
  return change(model, { selected, top: topFor(model.choices.top, to, body, lines.length) });
}

/** The first line to show so that line `at` is seen, with the line above it (which may be the head of its group). */
function topFor(top: number, at: number, body: number, count: number): number {
  const wanted = at <= top ? at - 1 : at >= top + body ? at - body + 1 : top;
  return Math.max(0, Math.min(wanted, count - body));
}

/** After the rows changed: something is selected when there is something, and the top is within the table. */
export function settle(model: LiveModel, body: number): void {
  const lines = model.lines();
  const at = lines.findIndex((line) => lineId(line) === model.choices.selected);
  const first = lines.find((line) => lineId(line) !== null);
  const top = Math.max(0, Math.min(model.choices.top, lines.length - body));
  if (at < 0 && model.choices.screen === "table") change(model, { selected: lineId(first), top: 0 });
  else if (top !== model.choices.top) change(model, { top });
}

function mouse(model: LiveModel, key: Extract<Key, { kind: "mouse" }>, context: Context): Request {
  const wheel = key.action === "wheel-up" ? -3 : 3;
  if (model.choices.screen !== "table") {
    const last = Math.max(0, context.places.content - context.places.body);
    return key.action === "click" ? null : change(model, { scroll: Math.max(0, Math.min(last, model.choices.scroll + wheel)) });
  }
  if (key.action !== "click") return select(model, wheel, context.places.body);
  const line = model.lines()[model.choices.top + key.row - 1 - context.places.header];
  const id = lineId(line);
  if (id === null) return null;
  return id === model.choices.selected ? open(model, id) : change(model, { selected: id });
}

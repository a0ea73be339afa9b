import type { Paint } from "../../render/paint.ts";
import { textWidth } from "../../render/text-width.ts";
import type { LiveModel } from "../model.ts";
import { eventsPane } from "./events-pane.ts";
import { headerLines } from "./header.ts";
import { helpLines } from "./help-pane.ts";
import { line, type Part } from "./line.ts";
import { portLines } from "./port-pane.ts";
import type { Moment, Size } from "./size.ts";
import { TablePane } from "./table-pane.ts";
import { TopologyPane } from "./topology-pane.ts";

/** Where things are on the screen; keys and mouse need it as well. */
export interface Places {
  /** Lines above the body. */
  readonly header: number;
  /** Lines of the body: of the table without its head, or of what is scrolled. */
  readonly body: number;
  /** Lines that the body could show if it were long enough. */
  readonly content: number;
}

/** Draws frames: from state, size and time to lines that fill the screen exactly. */
export class FrameRenderer {
  readonly #table = new TablePane();
  readonly #topology = new TopologyPane();
  readonly #paint: Paint;
  places: Places = { header: 2, body: 1, content: 0 };

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  frame(model: LiveModel, size: Size, moment: Moment): string[] {
    const { columns: width, rows } = size;
    if (rows < 4 || width < 16) return tooSmall(size, this.#paint);
    const header = headerLines(model, width, moment, this.#paint);
    const room = rows - header.length - 1;
    const pane = model.choices.eventsPane && room >= 8 ? Math.min(10, Math.floor(room / 3)) : 0;
    const body = this.#body(model, width, room - pane, header.length, moment);
    const events = pane > 0 ? eventsPane(model.changes.events, width, pane, moment, this.#paint) : [];
    return [...header, ...body, ...events, footer(model, this.places, width, this.#paint)];
  }

  #body(model: LiveModel, width: number, rows: number, header: number, moment: Moment): string[] {
    if (model.choices.screen === "table") {
      this.places = { header: header + 1, body: rows - 1, content: model.lines().length };
      return this.#table.lines(model, width, rows, moment, this.#paint);
    }
    const lines = this.#scrolled(model, { columns: width, rows }, moment);
    this.places = { header, body: rows, content: lines.length };
    const top = Math.max(0, Math.min(model.choices.scroll, lines.length - rows));
    const blank = " ".repeat(width);
    return [...lines.slice(top, top + rows), ...Array.from({ length: rows }, () => blank)].slice(0, rows);
  }

  #scrolled(model: LiveModel, size: Size, moment: Moment): readonly string[] {
    switch (model.choices.screen) {
      case "port":
        return portLines(model, size.columns, moment, this.#paint);
      case "topology":
        return this.#topology.lines(model, size, this.#paint);
      default:
        return helpLines(size.columns, this.#paint);
    }
  }
}

function footer(model: LiveModel, { body, content }: Places, width: number, paint: Paint): string {
  const { choices } = model;
  if (choices.typing)
    return line(
      [
        ["/", "boldYellow"],
        [choices.filter, "bold"],
        ["\u2588", "plain"],
        ["  enter keeps it, escape drops it", "faint"],
      ],
      width,
      paint,
    );
  const top = choices.screen === "table" ? choices.top : choices.scroll;
  const place: Part[] = content > body ? [[` ${Math.min(top + 1, content)}-${Math.min(top + body, content)} of ${content}`, "faint"]] : [];
  const hints: readonly (readonly [string, string])[] =
    choices.screen === "table"
      ? [
          ["?", "help"],
          ["q", "quit"],
          ["/", "filter"],
          ["enter", "look"],
          ["s", "sort"],
          ["g", "group"],
          ["t", "topology"],
          ["e", "events"],
          ["space", model.frozen ? "go on" : "freeze"],
        ]
      : [
          ["esc", "back"],
          ...(choices.screen === "topology" ? [["t", choices.drawing ? "as a list" : "table"] as const] : []),
          ["?", "help"],
          ["q", "quit"],
          ["j k", "scroll"],
        ];
  return hintLine(hints, place, width, paint);
}

function hintLine(hints: readonly (readonly [string, string])[], place: readonly Part[], width: number, paint: Paint): string {
  const room = width - place.reduce((sum, [text]) => sum + textWidth(text), 0);
  const parts: Part[] = [];
  let used = 0;
  for (const [key, says] of hints) {
    const length = key.length + says.length + 3;
    if (used + length > room) break;
    parts.push([key, "bold"], [` ${says}  `, "faint"]);
    used += length;
  }
  return line([...parts, [" ".repeat(Math.max(0, room - used)), "plain"], ...place], width, paint);
}

function tooSmall({ columns, rows }: Size, paint: Paint): string[] {
  return Array.from({ length: rows }, (_, index) => line([[index === 0 ? "too small" : "", "bold"]], columns, paint));
}

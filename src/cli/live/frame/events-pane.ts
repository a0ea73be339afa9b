import type { EventDocument } from "../../../topology/index.ts";
import { age } from "../../render/age.ts";
import { eventPlace, eventText } from "../../render/event-text.ts";
import type { Paint } from "../../render/paint.ts";
import { fill } from "../../render/text-width.ts";
import { eventLook } from "../../render/verdict-look.ts";
import { line, rule } from "./line.ts";
import type { Moment } from "./size.ts";

/** The last events, newest at the bottom, below a rule. */
export function eventsPane(events: readonly EventDocument[], width: number, rows: number, moment: Moment, paint: Paint): string[] {
  const shown = events.slice(Math.max(0, events.length - rows + 1));
  const blank = " ".repeat(width);
  return [
    rule([["events", "boldCyan"]], width, paint),
    ...(shown.length === 0
      ? [line([["nothing has happened since the start", "faint"]], width, paint)]
      : shown.map((event) => eventRow(event, width, moment, paint))),
    ...Array.from({ length: rows }, () => blank),
  ].slice(0, rows);
}

/** One event in one line: how long ago, what, where, why, and what changed. */
export function eventRow(event: EventDocument, width: number, { wall }: Moment, paint: Paint): string {
  return line(
    [
      [`${fill(age(event.time, wall), 6, "right")}  `, "faint"],
      [`${fill(event.kind, 17)} `, eventLook(event.kind)],
      [`${fill(eventPlace(event), 18)} `, "bold"],
      [`${fill(event.reason, 10)} `, "plain"],
      [eventText(event), "plain"],
    ],
    width,
    paint,
  );
}

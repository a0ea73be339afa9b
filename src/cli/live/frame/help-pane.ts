import type { Paint } from "../../render/paint.ts";
import { line } from "./line.ts";

/** Every key of the view. The test of the keys reads this table. */
export const keyHelp: readonly (readonly [keys: string, says: string])[] = [
  ["up down j k", "move"],
  ["page-up page-down home end", "move far"],
  ["enter right l", "look at one port closely"],
  ["escape left h", "back; escape clears the filter"],
  ["/", "filter: words to be found, !word not to be"],
  ["s S", "sort by the next column; turn the order around"],
  ["g", "group by namespace, by host, not at all"],
  ["left c", "show only the head of this group, of all groups"],
  ["t", "draw the topology, list it, and back"],
  ["e", "show the events below"],
  ["space", "freeze the table, and let it go on"],
  ["m", "mouse on: click, wheel; shift selects text"],
  ["ctrl-l", "draw the screen anew"],
  ["?", "this help"],
  ["q ctrl-c", "leave"],
];

export function helpLines(width: number, paint: Paint): string[] {
  const widest = Math.max(...keyHelp.map(([keys]) => keys.length));
  return [
    line([["keys", "boldCyan"]], width, paint),
    " ".repeat(width),
    ...keyHelp.map(([keys, says]) =>
      line(
        [
          [`  ${keys.padEnd(widest)}  `, "bold"],
          [says, "plain"],
        ],
        width,
        paint,
      ),
    ),
    " ".repeat(width),
    line([["marks", "boldCyan"]], width, paint),
    " ".repeat(width),
    line(
      [
        ["  + ", "boldGreen"],
        ["new    ", "plain"],
        ["~ ", "boldYellow"],
        ["changed    ", "plain"],
        ["- ", "boldRed"],
        ["gone; they fade", "plain"],
      ],
      width,
      paint,
    ),
    line([["  CHANGE draws the last minute, ten seconds a bar", "faint"]], width, paint),
    line(
      [["  drawing: \u2502 ok  \u254e not ok  \u256d\u2500\u256e seen by its LLDP only  \u2554\u2550\u2557 shared medium", "faint"]],
      width,
      paint,
    ),
  ];
}

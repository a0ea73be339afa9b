// The diagram and table of docs/architecture.md, between its two markers, from house.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rooms } from "../../house.mjs";
import { root, Stop } from "../project/terminal.mjs";

const begin = "<!-- floor plan: made by npm run docs from house.mjs -->";
const end = "<!-- end of floor plan -->";

function diagram() {
  const floors = [...new Set(Object.values(rooms).map((room) => room.floor))].sort((a, b) => b - a);
  const line = (floor) =>
    `floor ${floor}   ${Object.entries(rooms)
      .filter(([, room]) => room.floor === floor)
      .map(([name, room]) => (room.pure ? `${name}*` : name))
      .join("   ")}`;
  return ["```", ...floors.map(line), "                                          * pure", "```"].join("\n");
}

const cell = (list) => (list.length > 0 ? list.join(", ") : "-");
const row = ([name, room]) => `| ${name} | ${cell(room.uses)} | ${cell(room.node)} | ${cell(room.npm)} |`;

/** The architecture page with its generated part renewed. */
export function files() {
  const path = "docs/architecture.md";
  const text = readFileSync(join(root, path), "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Stop(`${path}: the markers of the floor plan are gone`);
  const table = ["| room | rooms it may use | node modules | packages |", "|---|---|---|---|", ...Object.entries(rooms).map(row)].join("\n");
  return [{ path, text: `${text.slice(0, from)}${begin}\n\n${diagram()}\n\n${table}\n\n${text.slice(to)}` }];
}

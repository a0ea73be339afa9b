import { printable } from "../../../base/index.ts";
import { verdicts } from "../../../topology/index.ts";
import type { Paint } from "../../render/paint.ts";
import { verdictLook } from "../../render/verdict-look.ts";
import type { LiveModel } from "../model.ts";
import { line, type Part, spread } from "./line.ts";
import type { Moment } from "./size.ts";

/** The first lines: what is watched, how its links are, and what is the matter with the daemon (a third line, when something is). */
export function headerLines(model: LiveModel, width: number, moment: Moment, paint: Paint): string[] {
  return [titleLine(model, width, paint), linksLine(model, width, paint), ...noticeLines(model, width, moment, paint)];
}

function titleLine(model: LiveModel, width: number, paint: Paint): string {
  const { copy } = model;
  const counts: Part[] = copy
    ? [[`${count(copy.namespaces.size, "namespace")}  ${count(copy.ports.size, "port")}  ${count(copy.neighbors.size, "neighbor")}`, "plain"]]
    : [];
  return spread(
    [
      ["lldp-watch", "boldCyan"],
      [`  ${printable(model.title, 60)}`, "bold"],
    ],
    counts,
    width,
    paint,
  );
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function linksLine(model: LiveModel, width: number, paint: Paint): string {
  const counts = new Map<string, number>();
  for (const { verdict } of model.copy?.links.values() ?? []) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const links: Part[] = verdicts.flatMap((verdict): Part[] => {
    const number = counts.get(verdict);
    return number === undefined ? [] : [[`${number} ${verdict}  `, verdictLook(verdict)]];
  });
  const { filter, typing, sort, descending, grouping } = model.choices;
  const settings: Part[] = [
    ...(model.frozen ? [["FROZEN  ", "boldYellow"] as const] : []),
    ...(filter !== "" && !typing ? [[`/${printable(filter, 30)}  `, "boldYellow"] as const] : []),
    ...(grouping === "none" ? [] : [[`by ${grouping}  `, "faint"] as const]),
    [`sort ${sort}${descending ? " \u2193" : " \u2191"}`, "faint"],
  ];
  return spread(links.length > 0 ? links : [["no links yet", "faint"]], settings, width, paint);
}

function noticeLines(model: LiveModel, width: number, { now }: Moment, paint: Paint): string[] {
  const { connection, copy } = model;
  if (connection.kind === "lost") {
    const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
    const text = ` the daemon is gone (${printable(connection.cause, 30)}); attempt ${connection.attempt} in ${seconds} s; what is shown is old `;
    return [line([[text, "alarm"]], width, paint)];
  }
  if (connection.kind === "starting") return [line([[`${connection.what} ...`, "yellow"]], width, paint)];
  const all = copy?.namespaces.size ?? 0;
  const opening = [...(copy?.namespaces.values() ?? [])].filter((namespace) => namespace.state === "opening").length;
  return opening === 0 ? [] : [progressLine(all - opening, all, width, paint)];
}

function progressLine(done: number, all: number, width: number, paint: Paint): string {
  const text = `opening namespaces ${done} of ${all} `;
  const room = Math.max(0, Math.min(40, width - text.length - 2));
  const full = Math.floor((room * done) / all);
  return line(
    [
      [text, "yellow"],
      ["\u2588".repeat(full), "yellow"],
      ["\u2591".repeat(room - full), "faint"],
    ],
    width,
    paint,
  );
}

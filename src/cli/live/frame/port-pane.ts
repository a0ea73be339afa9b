import { printable } from "../../../base/index.ts";
import type { EventDocument, NeighborDocument } from "../../../topology/index.ts";
import { age, until } from "../../render/age.ts";
import { documentPairs } from "../../render/document-pairs.ts";
import { identifierText, neighborName } from "../../render/identity.ts";
import type { Look, Paint } from "../../render/paint.ts";
import { reasonSentence } from "../../render/reason-sentence.ts";
import { fill } from "../../render/text-width.ts";
import { stateLook, verdictLook } from "../../render/verdict-look.ts";
import type { LiveModel, PortDetail } from "../model.ts";
import { concerns, portHistory } from "../port-history.ts";
import { eventRow } from "./events-pane.ts";
import { line, type Part } from "./line.ts";
import type { Moment } from "./size.ts";

/** Everything that is known of one port, as lines that can be scrolled: link, wiring, evidence, every TLV of every neighbor, counters, history. */
export function portLines(model: LiveModel, width: number, moment: Moment, paint: Paint): string[] {
  const id = model.choices.selected ?? "";
  const { detail } = model;
  const title = line([[printable(id), "boldCyan"]], width, paint);
  const events = eventsOf(id, detail?.port.id === id ? detail.history : [], model.changes.events);
  if (detail?.port.id !== id) return [title, line([["asking ...", "faint"]], width, paint), ...historyLines(events, width, moment, paint)];
  return [
    title,
    ...linkLines(detail, width, paint),
    ...section("interface", interfacePairs(detail, moment), width, paint),
    ...detail.neighbors.flatMap((neighbor) => section(`neighbor ${neighborName(neighbor)}`, neighborPairs(neighbor, moment), width, paint)),
    ...(detail.neighbors.length === 0 ? section("neighbors", [["", "none is heard", "faint"]], width, paint) : []),
    ...section("counters", counterPairs(detail), width, paint),
    ...historyLines(events, width, moment, paint),
  ];
}

type Pair = readonly [name: string, text: string, look?: Look];

function section(title: string, pairs: readonly Pair[], width: number, paint: Paint): string[] {
  const widest = Math.min(46, Math.max(0, ...pairs.map(([name]) => name.length)));
  return [
    " ".repeat(width),
    line([[title, "boldUnderline"]], width, paint),
    ...pairs.map(([name, text, look]) =>
      line(
        [
          [`  ${fill(name, widest)}  `, "faint"],
          [text, look ?? "plain"],
        ],
        width,
        paint,
      ),
    ),
  ];
}

function linkLines({ port, explain }: PortDetail, width: number, paint: Paint): string[] {
  const verdict = explain?.verdict ?? port.verdict;
  const reason = explain?.reason ?? port.reason;
  const peer = explain?.peer ?? port.wiredTo;
  const head: Part[] = [
    [verdict ?? "no link", verdictLook(verdict)],
    [peer === null ? "" : `  to ${printable(peer)}`, "bold"],
    [port.warnings.length > 0 ? `  ${port.warnings.join(", ")}` : "", "yellow"],
  ];
  const evidence = (explain?.evidence ?? []).map(
    (each): Pair => [printable(each.fact, 60), `${printable(each.value, 400)}  (${printable(each.source, 60)})`],
  );
  return [
    line(head, width, paint),
    ...(reason === null ? [] : [line([[`${reason}: ${reasonSentence(reason)}`, "plain"]], width, paint)]),
    ...(evidence.length > 0 ? section("because", evidence, width, paint) : []),
    ...(explain?.fix
      ? section(
          "fix",
          explain.fix.split("\n").map((text): Pair => ["", printable(text, 1000), "boldCyan"]),
          width,
          paint,
        )
      : []),
  ];
}

function interfacePairs({ port }: PortDetail, { wall }: Moment): readonly Pair[] {
  return [
    ["state", port.state, stateLook(port.state)],
    ["mode", port.mode],
    ["kind", printable(port.kind, 40)],
    ["wired to", port.wiredTo === null ? "-" : printable(port.wiredTo)],
    ["master", port.master === null ? "-" : printable(port.master)],
    ["mac", printable(port.mac)],
    ["mtu", String(port.mtu)],
    ["ifindex", String(port.ifindex)],
    ["changed", `${age(port.lastChange, wall)} ago`],
  ];
}

/** Every field of the LLDPDU, as in the JSON document. */
function neighborPairs(neighbor: NeighborDocument, { wall }: Moment): readonly Pair[] {
  const {
    id: _id,
    port: _port,
    namespace: _namespace,
    interface: _interface,
    chassisId,
    portId,
    firstSeen,
    lastChange,
    expiresAt,
    ...rest
  } = neighbor;
  return [
    ["chassisId", `${identifierText(chassisId)} (${chassisId.subtype})`, "bold"],
    ["portId", `${identifierText(portId)} (${portId.subtype})`, "bold"],
    ...documentPairs(rest),
    ["firstSeen", `${age(firstSeen, wall)} ago`],
    ["lastChange", `${age(lastChange, wall)} ago`],
    ["expires", `in ${until(expiresAt, wall)}`],
  ];
}

function counterPairs({ port }: PortDetail): readonly Pair[] {
  if (port.counters === null) return [["", "not known here: they stay on the machine"]];
  return Object.entries(port.counters).map(([name, count]): Pair => [name, String(count), count > 0 && troubling.has(name) ? "yellow" : "plain"]);
}

const troubling = new Set(["framesDiscarded", "framesInErrors", "transmitErrors", "lengthErrors", "tooManyNeighbors", "rateLimited", "socketDrops"]);

/** The last events of the port: those that the daemon remembers, then those that this view saw. */
function eventsOf(id: string, remembered: readonly EventDocument[], seen: readonly EventDocument[]): readonly EventDocument[] {
  const known = new Set(remembered.map((event) => event.id));
  return [...remembered, ...seen.filter((event) => concerns(event, id) && !known.has(event.id))].slice(-portHistory);
}

function historyLines(events: readonly EventDocument[], width: number, moment: Moment, paint: Paint): string[] {
  const lines = [...events].reverse().map((event) => eventRow(event, width, moment, paint));
  return [...section("history", lines.length === 0 ? [["", "nothing is remembered", "faint"]] : [], width, paint), ...lines];
}

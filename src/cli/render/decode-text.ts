import { printable } from "../../base/index.ts";
import { destinationOf, type IdentifierDocument, lldpduDocument } from "../../lldp/index.ts";
import { type DecodedFrame, macAt } from "./decoded-frame.ts";
import type { Look, Paint } from "./paint.ts";

const outcomeLooks: Readonly<Record<string, Look>> = { accepted: "green", shutdown: "yellow", discarded: "red" };

/** One LLDPDU for people: the frame in one line, then its faults, then every field that it has. */
export function decodeLines(frame: DecodedFrame, paint: Paint): readonly string[] {
  const { result, place } = frame;
  const faults = result.faults.map(({ code, tlv, offset, clause }) => {
    const where = tlv === null ? "" : ` in TLV ${tlv}`;
    return `  ${paint("fault", "red")} ${code}${where} at octet ${offset - place.start} (${clause})`;
  });
  const fields = result.value ? fieldLines(lldpduDocument(result.value)) : [];
  return [headLine(frame, paint), ...faults, ...fields];
}

function headLine({ number, time, record, place, result }: DecodedFrame, paint: Paint): string {
  const { octets } = record;
  const group = place.destinationAt < 0 ? null : destinationOf(octets.subarray(place.destinationAt, place.destinationAt + 6));
  const addresses = `${macAt(octets, place.sourceAt) ?? "?"} > ${macAt(octets, place.destinationAt) ?? "?"}${group ? ` (${group})` : ""}`;
  const vlans = place.vlans.length > 0 ? `  vlan ${place.vlans.join(", ")}` : "";
  const outcome = paint(result.outcome, outcomeLooks[result.outcome] ?? "plain");
  return `${paint(`frame ${number}`, "bold")}  ${time ?? "no time"}  ${addresses}${vlans}  ${outcome}`;
}

function fieldLines(document: object): readonly string[] {
  return Object.entries(document).flatMap(([name, value]) => valueLines(words(name), value, "  "));
}

/** A field and what it holds; fields that say nothing (null, an empty list) are left out. */
function valueLines(name: string, value: unknown, indent: string): readonly string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [];
  if (isIdentifier(value)) return [`${indent}${name}: ${printable(value.value)} (${value.subtype})`];
  if (Array.isArray(value)) return listLines(name, value, indent);
  if (typeof value === "object") return [`${indent}${name}:`, ...entryLines(value, `${indent}  `)];
  return [`${indent}${name}: ${typeof value === "string" ? printable(value) : String(value)}`];
}

function listLines(name: string, list: readonly unknown[], indent: string): readonly string[] {
  if (list.every((each) => typeof each !== "object")) return [`${indent}${name}: ${list.map((each) => printable(String(each))).join(", ")}`];
  return list.flatMap((each) => valueLines(name, each, indent));
}

function entryLines(value: object, indent: string): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]) => valueLines(words(name), inner, indent));
}

function isIdentifier(value: unknown): value is IdentifierDocument {
  return typeof value === "object" && value !== null && "subtype" in value && "value" in value && "bytes" in value;
}

/** `portVlanId` as `port vlan id`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

import type { DocumentSink } from "./document-sink.ts";
import type { OptionalTlv } from "./lldpdu.ts";
import { type AnyDefinition, organizations } from "./registry.ts";
import { slotOf, type TlvsByKind } from "./tlvs-by-kind.ts";

interface Field {
  readonly definition: AnyDefinition;
  readonly slot: number;
}

const parts = organizations.map(({ name, tlvs }) => ({
  name,
  fields: tlvs.map((definition): Field => ({ definition, slot: slotOf(definition.kind) })),
}));

/** Tells the sink the organizational TLVs: one object for each organization of the registry, or null when it has none here. */
export function describeOrganizations(byKind: TlvsByKind, optional: readonly OptionalTlv[], sink: DocumentSink): void {
  for (const { name, fields } of parts) {
    if (!fields.some(({ slot }) => byKind.first(slot))) {
      sink.nothing(name);
      continue;
    }
    sink.openObject(name);
    for (const field of fields) describeField(field, byKind.first(field.slot), optional, sink);
    sink.closeObject();
  }
}

/** A TLV that may come once, or the list of those of a kind that may come again. `first` is the first of its kind. */
function describeField({ definition }: Field, first: OptionalTlv | undefined, optional: readonly OptionalTlv[], sink: DocumentSink): void {
  if (definition.occurs === "once") {
    if (first) definition.describe(first, definition.field, sink);
    else sink.nothing(definition.field);
    return;
  }
  sink.openList(definition.field);
  if (first) for (const tlv of optional) if (tlv.kind === definition.kind) definition.describe(tlv, null, sink);
  sink.closeList();
}

/** Tells the sink what no definition took. */
export function describeUnrecognized(optional: readonly OptionalTlv[], sink: DocumentSink): void {
  sink.openList("organizationSpecific");
  for (const tlv of optional) {
    if (tlv.kind !== "organization") continue;
    sink.openObject(null);
    sink.word("oui", ouiText(tlv.oui));
    sink.number("subtype", tlv.subtype);
    sink.hex("bytes", tlv.octets);
    sink.closeObject();
  }
  sink.closeList();
  sink.openList("unknown");
  for (const tlv of optional) {
    if (tlv.kind !== "reserved") continue;
    sink.openObject(null);
    sink.number("type", tlv.type);
    sink.hex("bytes", tlv.octets);
    sink.closeObject();
  }
  sink.closeList();
}

/** An OUI as `00-80-c2`. */
export function ouiText(oui: number): string {
  return oui
    .toString(16)
    .padStart(6, "0")
    .replaceAll(/(..)(?!$)/g, "$1-");
}

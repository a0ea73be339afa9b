import type { DocumentSink } from "./document-sink.ts";
import type { OptionalTlv } from "./lldpdu.ts";
import { type Organization, organizations, registrationOf } from "./registry.ts";

/** Tells the sink the organizational TLVs: one object for each organization of the registry, or null when it has none here. */
export function describeOrganizations(optional: readonly OptionalTlv[], sink: DocumentSink): void {
  for (const organization of organizations) {
    const own = optional.filter((tlv) => registrationOf(tlv.kind)?.organization === organization);
    if (own.length === 0) sink.nothing(organization.name);
    else describeOrganization(organization, own, sink);
  }
}

function describeOrganization({ name, tlvs }: Organization, own: readonly OptionalTlv[], sink: DocumentSink): void {
  sink.openObject(name);
  for (const definition of tlvs) {
    if (definition.occurs === "once") {
      const tlv = own.find(({ kind }) => kind === definition.kind);
      if (tlv) definition.describe(tlv, definition.field, sink);
      else sink.nothing(definition.field);
    } else {
      sink.openList(definition.field);
      for (const tlv of own) if (tlv.kind === definition.kind) definition.describe(tlv, null, sink);
      sink.closeList();
    }
  }
  sink.closeObject();
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
